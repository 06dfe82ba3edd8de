package org.wsol.pipeline.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.train.MethodProvider;
import org.wsol.pipeline.export.ModelExporters;

/** ONNX Runtime gives the results of this program, up to 1e-4 of the largest value. */
class OnnxExportTest {
    @TempDir
    private Path folder;

    @Test
    void smallNetworksGiveTheSameInOnnxRuntime() throws Exception {
        OnnxComparison comparison = new OnnxComparison(folder);
        comparison.add("small_cnn", Map.of(), "bridging-gap", 64);
        comparison.add("tiny", Map.of(), "cam", 32);
        comparison.add("mobilenet_v1", Map.of(), "tap", 64);
        comparison.add("deit_tiny", Map.of(), "ts-cam", 64);
        comparison.assertEqual();
    }

    @Test
    @Tag("slow")
    void everyBackboneGivesTheSameInOnnxRuntime() throws Exception {
        TreeSet<String> names = new TreeSet<>();
        ServiceLoader.load(BackboneProvider.class).forEach(provider -> names.add(provider.name()));
        assertThat(names).contains("resnet50", "vgg16", "densenet121", "regnet_y_400mf", "deit_small");
        for (String name : names) {
            OnnxComparison comparison = new OnnxComparison(folder);
            comparison.add(name, Map.of(), "cam", 96);
            comparison.assertEqual();
        }
    }

    @Test
    @Tag("slow")
    void everyMethodGivesTheSameInOnnxRuntime() throws Exception {
        OnnxComparison comparison = new OnnxComparison(folder);
        for (MethodProvider<?> provider : ServiceLoader.load(MethodProvider.class)) {
            comparison.add(backboneFor(provider.name()), Map.of(), provider.name(), 96);
        }
        comparison.assertEqual();
    }

    private static String backboneFor(String method) {
        return switch (method) {
            case "ts-cam" -> "deit_tiny";
            case "spg", "acol" -> "vgg16";
            default -> "mobilenet_v1";
        };
    }

    @Test
    void formatIsFoundByItsName() {
        assertThat(ModelExporters.of("onnx").extension()).isEqualTo(".onnx");
        assertThatThrownBy(() -> ModelExporters.of("onx")).hasMessageContaining("onnx");
    }
}
