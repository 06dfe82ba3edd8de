package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.SafeTensorsWriter;

/** The Java of this module's README compiles and works as described. */
class ReadmeTest {
    @TempDir
    Path folder;

    @Test
    void exampleOfTenLinesScoresAnImage() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        List<String> lines = readme.substring(readme.indexOf("```java") + 8)
                .lines()
                .takeWhile(line -> !line.equals("```"))
                .toList();
        assertThat(lines).hasSize(10);
        INDArray image = Nd4j.ones(DataType.FLOAT, 1, 3, 224, 224);
        Method method = compiled(lines).getMethod("scores", Path.class, INDArray.class);
        INDArray scores = (INDArray) method.invoke(null, savedSqueezeNet(), image);
        assertThat(scores.shape()).containsExactly(1, 1000);
        assertThat(scores.toFloatVector()).doesNotContain(Float.NaN);
        assertThat(scores.maxNumber().floatValue()).isPositive();
    }

    private Path savedSqueezeNet() {
        Backbone backbone = Backbones.create("squeezenet1_1", ImageSize.square(224), 1000);
        Path file = folder.resolve("squeezenet.safetensors");
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, ImageSize.square(224), store);
            SafeTensorsWriter.write(file, store, Map.of());
        }
        return file;
    }

    private Class<?> compiled(List<String> lines) throws Exception {
        String source = """
                import java.nio.file.Path;
                import java.util.*;
                import org.nd4j.autodiff.samediff.*;
                import org.nd4j.linalg.api.buffer.DataType;
                import org.nd4j.linalg.api.ndarray.INDArray;
                import org.wsol.backbones.*;
                import org.wsol.core.ImageSize;
                import org.wsol.engine.graph.*;
                import org.wsol.engine.weights.*;
                public class Snippet {
                    public static INDArray scores(Path weightFile, INDArray image) {
                """ + String.join("\n", lines) + "\nreturn scores; } }\n";
        Path file = Files.writeString(folder.resolve("Snippet.java"), source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int exit = compiler.run(
                null, null, null, "-proc:none", "-cp", System.getProperty("java.class.path"), file.toString());
        assertThat(exit).as("javac's exit code").isZero();
        ClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return loader.loadClass("Snippet");
    }
}
