package org.wsol.pipeline.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.backend.NativeBackend;
import org.wsol.engine.cam.LocalizationGraph;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.train.Method;
import org.wsol.engine.weights.Networks;
import org.wsol.pipeline.export.ModelContents;
import org.wsol.pipeline.internal.ComponentFactory;
import org.wsol.pipeline.recipe.Recipe;
import org.wsol.pipeline.recipe.UseSettings;

/** Networks with random parameters, run by this project and by ONNX Runtime. */
final class OnnxComparison {
    private static final int IMAGES = 3;
    private static final int CLASSES = 5;
    private static final double TOLERANCE = 1e-4;

    private final Path folder;
    private final Map<Path, Map<String, float[]>> expected = new LinkedHashMap<>();

    OnnxComparison(Path folder) {
        this.folder = folder;
    }

    /** Writes a network and its outputs for three images. */
    void add(String backboneName, Map<String, ?> options, String method, int side) throws IOException {
        NativeBackend.start();
        Recipe recipe = Recipe.builder()
                .backbone(backboneName, options)
                .method(method)
                .set("data.imageSize", side)
                .set("data.resizeSize", side)
                .build();
        Path place = Files.createDirectories(folder.resolve(backboneName + "-" + method));
        ImageSize size = ImageSize.square(side);
        Backbone backbone = ComponentFactory.backbone(recipe, CLASSES);
        Method chosen = ComponentFactory.method(recipe);
        try (ParameterStore parameters = new ParameterStore(DataType.FLOAT, 1);
                PlannedExecutors executors = new PlannedExecutors(1)) {
            Networks.initialize(backbone, chosen, size, parameters);
            spread(parameters);
            List<String> names =
                    IntStream.range(0, CLASSES).mapToObj(i -> "class " + i).toList();
            ModelContents contents =
                    new ModelContents(backbone, chosen, parameters, size, UseSettings.of(recipe), names, 0.2);
            new OnnxExporter().write(contents, place.resolve("model.onnx"));
            float[] images = images(side, place);
            try (INDArray input = Nd4j.create(images, new long[] {IMAGES, 3, side, side}, 'c');
                    GraphExecutor executor =
                            executors.create(OnnxExport.graph(contents).program())) {
                Map<String, float[]> outputs = new LinkedHashMap<>();
                executor.run(Map.of(LocalizationGraph.IMAGES, input))
                        .outputs()
                        .forEach((name, value) ->
                                outputs.put(name, value.dup('c').data().asFloat()));
                expected.put(place, outputs);
            }
        }
    }

    /** Running statistics and biases like those of a trained network, so that errors in folding are detected. */
    private static void spread(ParameterStore parameters) {
        Random random = new Random(3);
        for (String name : parameters.names()) {
            INDArray array = parameters.get(name);
            boolean variance = name.endsWith("running_var");
            if (variance || name.endsWith("running_mean") || name.endsWith("bias")) {
                float[] values = new float[Math.toIntExact(array.length())];
                for (int i = 0; i < values.length; i++) {
                    values[i] = variance ? 0.5f + random.nextFloat() : 0.2f * random.nextFloat() - 0.1f;
                }
                try (INDArray source = Nd4j.createFromArray(values)) {
                    array.assign(source.reshape(array.shape()));
                }
            }
        }
    }

    private static float[] images(int side, Path place) throws IOException {
        Random random = new Random(7);
        float[] values = new float[IMAGES * 3 * side * side];
        ByteBuffer raw = ByteBuffer.allocate((values.length + 1) * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.putInt(side);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
            raw.putFloat(values[i]);
        }
        Files.write(place.resolve("input.bin"), raw.array());
        return values;
    }

    /** Runs all networks in a separate process and compares. */
    void assertEqual() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("onnxruntime") || new File(entry).isDirectory())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath,
                RunOnnx.class.getName()));
        expected.keySet().forEach(place -> command.add(place.toString()));
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
        for (var network : expected.entrySet()) {
            for (var output : network.getValue().entrySet()) {
                assertClose(network.getKey(), output.getKey(), output.getValue());
            }
            Files.delete(network.getKey().resolve("model.onnx"));
            assertThat(network.getKey().resolve("classes.txt")).content().contains("class 4");
            assertThat(network.getKey().resolve("model.onnx.json"))
                    .content()
                    .contains("\"threshold\" : 0.2", "\"mean\"", "class 4");
        }
    }

    private static void assertClose(Path place, String output, float[] expected) throws IOException {
        ByteBuffer raw = ByteBuffer.wrap(Files.readAllBytes(place.resolve(output + ".bin")))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(raw.remaining()).isEqualTo(expected.length * Float.BYTES);
        double scale = 0;
        double largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value - (double) raw.getFloat()));
            scale = Math.max(scale, Math.abs(value));
        }
        assertThat(scale).as("%s of %s", output, place.getFileName()).isPositive();
        assertThat(largest / scale)
                .as("%s of %s, largest %g", output, place.getFileName(), scale)
                .isLessThan(TOLERANCE);
    }
}
