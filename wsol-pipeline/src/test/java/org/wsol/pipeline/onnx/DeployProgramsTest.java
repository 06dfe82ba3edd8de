package org.wsol.pipeline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.core.Box;
import org.wsol.core.data.Dataset;
import org.wsol.pipeline.Datasets;
import org.wsol.pipeline.LocalizationTrainer;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.TrainedModel;
import org.wsol.pipeline.TrainingListener;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.testing.JavaExample;

/** The programs of docs/deploy.md give the model's predictions, in processes without ND4J. */
class DeployProgramsTest {
    private static final Path PAGE =
            Path.of(System.getProperty("wsol.project", "..")).resolve("docs/deploy.md");
    private static final int SIDE = 32;

    @TempDir
    private static Path folder;

    private static Prediction expected;

    @BeforeAll
    static void export() throws Exception {
        BufferedImage photo = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        var brush = photo.createGraphics();
        brush.setColor(Color.ORANGE);
        brush.fillOval(6, 10, 12, 14);
        brush.dispose();
        ImageIO.write(photo, "png", folder.resolve("photo.jpg").toFile()); // as PNG, which is lossless
        Dataset data = Datasets.open(
                "demo",
                Map.of("folder", folder.resolve("data"), "classes", 3, "size", SIDE, "train", 12, "val", 3, "test", 3));
        Recipe recipe = Recipe.builder()
                .backbone("small_cnn", Map.of("featureMap", 28))
                .method("cam")
                .set("train.epochs", "6 steps")
                .batch(4)
                .set("data.imageSize", SIDE)
                .set("data.resizeSize", SIDE)
                .build();
        try (TrainedModel model = LocalizationTrainer.of(recipe).fit(data, TrainingListener.none())) {
            model.export("onnx", folder.resolve("birds.onnx"));
            expected = model.localize(folder.resolve("photo.jpg"));
        }
    }

    @Test
    void javaProgramFindsTheExpectedClass() throws Exception {
        JavaExample program = JavaExample.of(PAGE).get(0);
        Path source = Files.writeString(folder.resolve(program.className() + ".java"), program.code());
        String classPath = classPath();
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-cp", classPath, source.toString()))
                .isZero();
        String said = said(List.of(java(), "-cp", folder + File.pathSeparator + classPath, program.className()));
        assertThat(said).startsWith(expected.className() + " in ").contains(" of 32 x 32");
    }

    @Test
    void pythonProgramFindsTheSameBox() throws Exception {
        var lines = Pattern.compile("```python\\R(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(lines.find()).isTrue();
        Files.writeString(folder.resolve("deploy.py"), lines.group(1));
        standInForPythonsRuntime();
        String python = System.getProperty("wsol.python", "/usr/bin/python3");
        assumeThat(Files.isExecutable(Path.of(python))
                        && said(List.of(python, "-c", "import cv2, numpy, PIL; print('there')"))
                                .startsWith("there"))
                .as("Python with cv2, numpy and Pillow")
                .isTrue();
        Box box = expected.box().orElseThrow().box();
        assertThat(said(List.of(python, "deploy.py")))
                .startsWith(expected.className() + " (" + box.x0() + ", " + box.y0() + ", " + box.width() + ", "
                        + box.height() + ") of (32, 32)");
    }

    /** Python's onnxruntime is not available: a module with this name delegates to the Java one. */
    private static void standInForPythonsRuntime() throws Exception {
        Files.writeString(folder.resolve("onnxruntime.py"), """
                import os, shutil, subprocess, numpy
                class InferenceSession:
                    def __init__(self, name):
                        os.makedirs("net", exist_ok=True)
                        shutil.copy(name, "net/model.onnx")
                    def run(self, outputs, inputs):
                        images = inputs["images"]
                        assert images.dtype == numpy.float32
                        with open("net/input.bin", "wb") as file:
                            file.write(numpy.int32(images.shape[-1]).tobytes() + images.tobytes())
                        subprocess.run(%s, check=True)
                        return [numpy.fromfile(f"net/{name}.bin", "<f4").reshape(len(images), -1) for name in outputs]
                """.formatted(
                        List.of(java(), "-cp", classPath(), RunOnnx.class.getName(), "net").stream()
                                .map(word -> "'" + word + "'")
                                .toList()));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        entry.contains("onnxruntime") || entry.contains("jackson-") || new File(entry).isDirectory())
                .map(entry -> new File(entry).getAbsolutePath())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    private static String said(List<String> command) throws Exception {
        Path output = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return Files.readString(output);
    }
}
