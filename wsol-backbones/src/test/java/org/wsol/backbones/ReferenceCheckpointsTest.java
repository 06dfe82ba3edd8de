package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.LoadReport;
import org.wsol.engine.weights.Networks;
import org.wsol.engine.weights.PretrainedWeights;
import org.wsol.engine.weights.SafeTensorsWriter;

/**
 * Checkpoints of the reference evaluation and of the paper: every parameter is loaded from the layer it was trained in.
 */
class ReferenceCheckpointsTest {
    private static final ImageSize SIZE = ImageSize.square(64);
    private static final int CLASSES = 10;

    @TempDir
    Path folder;

    /** The names in the reference evaluation's own networks, in the order of their layers. */
    @ParameterizedTest
    @CsvSource({
        "cam, vgg16, 14, false",
        "cam, vgg16, 28, true",
        "adl, vgg16, 14, false",
        "adl, vgg16, 28, true",
        "cam, resnet50, 14, false",
        "adl, resnet50, 14, false",
        "spg, resnet50, 14, false",
        "spg, vgg16, 14, false",
        "cam, inception_v3, 14, false",
        "adl, inception_v3, 14, false"
    })
    void everyReferenceLayerIsMapped(String method, String name, int featureMap, boolean large) throws IOException {
        Path file = Path.of(System.getProperty("wsol.fixtures-peers", "../../shared/fixtures-peers"))
                .resolve("methods/" + method + "/" + name + (large ? "-large" : "") + "/case.json");
        assumeTrue(Files.isRegularFile(file), "there is no " + file);
        JsonNode parameters = new ObjectMapper().readTree(file.toFile()).path("parameters");
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        // The natural order of numbers is the order of layers; values encode a layer's rank among those with the same
        // shape.
        Map<String, JsonNode> ordered = new TreeMap<>(ReferenceCheckpointsTest::byNumbers);
        parameters.properties().forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        ordered.forEach((parameter, shape) -> arrays.put(parameter, filled(shape, arrays.size() + 1)));
        Path checkpoint = folder.resolve("checkpoint.safetensors");
        SafeTensorsWriter.write(checkpoint, arrays, Map.of());
        Backbone backbone = Backbones.create(name, Map.of("featureMap", "" + featureMap), SIZE, CLASSES);
        try (ParameterStore store = ParameterStore.ofZeros()) {
            Networks.initialize(backbone, SIZE, store);
            LoadReport report = PretrainedWeights.load(backbone, store, checkpoint);
            assertThat(report.missing().stream().filter(parameter -> !parameter.matches("(conv6|fc)\\..*")))
                    .isEmpty();
            Map<String, Float> values = new TreeMap<>(ReferenceCheckpointsTest::byNumbers);
            report.loaded()
                    .forEach(parameter ->
                            values.put(parameter, store.get(parameter).getFloat(0)));
            // Within one role (weights of convolutions, say) deeper layers have larger values.
            values.keySet().stream()
                    .map(ReferenceCheckpointsTest::role)
                    .distinct()
                    .forEach(role -> assertThat(values.entrySet().stream()
                                    .filter(entry -> role(entry.getKey()).equals(role))
                                    .filter(entry -> entry.getKey().matches("(features|layer\\d).*"))
                                    .map(Map.Entry::getValue))
                            .as(role)
                            .isSorted());
        }
    }

    private static String role(String parameter) {
        return parameter.replaceAll("\\d+", "N").replaceAll(".*\\.(?=[^.]+\\.[^.]+$)", "");
    }

    private static int byNumbers(String a, String b) {
        return padded(a).compareTo(padded(b));
    }

    /** SPG's groups are between layer2 and layer4, and after the features of VGG16. */
    private static String padded(String name) {
        String placed = name.replaceFirst("^SPG_A1\\.", "layer3.00.")
                .replaceFirst("^SPG_A2\\.", "layer3.5")
                .replaceFirst("^SPG_A_", "features.9");
        return java.util.regex.Pattern.compile("\\d+")
                .matcher(placed)
                .replaceAll(match -> String.format("%09d", Long.parseLong(match.group())));
    }

    private static INDArray filled(JsonNode shape, float value) {
        long[] extents = new long[shape.size()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = shape.get(i).asLong();
        }
        return Nd4j.valueArrayOf(extents, value, DataType.FLOAT);
    }

    @Test
    void loadsResNetCheckpointsWithReferenceNames() {
        assertRoundTrip("resnet50", "14", name -> name.replaceFirst("^layer4\\.0\\.", "layer4_1.0.")
                .replaceFirst("^layer4\\.1\\.", "layer4_2.0.")
                .replaceFirst("^layer4\\.2\\.", "layer4_2.1."));
    }

    @Test
    void loadsVgg16CheckpointsWithReferenceNames() {
        assertRoundTrip("vgg16", "14", name -> cut(name, 23, 23));
        assertRoundTrip("vgg16", "28", name -> cut(name, 23, 23));
    }

    /**
     * features.0.N before attentive dropout and features.2.N after it, counted from the pool or the next convolution.
     */
    private static String cut(String name, int from, int offset) {
        if (!name.startsWith("features.")) {
            return name;
        }
        String[] parts = name.split("\\.");
        int index = Integer.parseInt(parts[1]);
        return (index < from ? "features.0." + index : "features.2." + (index - offset)) + "." + parts[2];
    }

    @Test
    void loadsCheckpointsOfTheOtherMapSize() {
        Path file = saved("vgg16", "28", UnaryOperator.identity());
        assertEqualInOrder("vgg16", "28", "14", file);
        Path small = saved("vgg16", "14", UnaryOperator.identity());
        assertEqualInOrder("vgg16", "14", "28", small);
    }

    private void assertRoundTrip(String name, String featureMap, UnaryOperator<String> renamed) {
        assertEqualInOrder(name, featureMap, featureMap, saved(name, featureMap, renamed));
    }

    private Path saved(String name, String featureMap, UnaryOperator<String> renamed) {
        Path file = folder.resolve(name + featureMap + ".safetensors");
        try (ParameterStore store = initialized(name, featureMap, new ParameterStore(DataType.FLOAT, 1))) {
            Map<String, INDArray> arrays = new LinkedHashMap<>();
            store.names().forEach(parameter -> arrays.put(renamed.apply(parameter), store.get(parameter)));
            SafeTensorsWriter.write(file, arrays, Map.of());
        }
        return file;
    }

    /** Networks of both map sizes create their parameters in the same order. */
    private static void assertEqualInOrder(String name, String savedMap, String loadedMap, Path file) {
        Backbone backbone = Backbones.create(name, Map.of("featureMap", loadedMap), SIZE, CLASSES);
        try (ParameterStore original = initialized(name, savedMap, new ParameterStore(DataType.FLOAT, 1));
                ParameterStore store = initialized(name, loadedMap, ParameterStore.ofZeros())) {
            LoadReport report = PretrainedWeights.load(backbone, store, file);
            assertThat(report.complete()).as(report.summary()).isTrue();
            var expected = original.names().iterator();
            for (String parameter : store.names()) {
                assertThat(store.get(parameter)).as(parameter).isEqualTo(original.get(expected.next()));
            }
        }
    }

    private static ParameterStore initialized(String name, String featureMap, ParameterStore store) {
        Networks.initialize(Backbones.create(name, Map.of("featureMap", featureMap), SIZE, CLASSES), SIZE, store);
        return store;
    }
}
