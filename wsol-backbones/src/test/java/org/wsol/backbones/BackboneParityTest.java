package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.weights.Networks;

/** Every reference case of kind {@code backbone}: features and class scores in inference. */
class BackboneParityTest {
    private static final int[] FEATURE_MAPS = {7, 14, 28};

    /** Random operations of training are disabled in the cases. */
    private static final Map<String, Map<String, String>> WITHOUT_DRAWS = Map.of(
            "efficientnet_b0", Map.of("dropout", "0", "dropPath", "0"),
            "mobilenet_v3_large", Map.of("dropout", "0"),
            "convnext_tiny", Map.of("dropPath", "0"));

    @TestFactory
    Stream<DynamicTest> backbonesEqualTheReference() throws IOException {
        try (Stream<Path> files = Files.walk(Fixtures.root())) {
            List<DynamicTest> tests = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.endsWith("case.json")).sorted().toList()) {
                JsonNode description = new JsonMapper().readTree(file.toFile());
                if (description.path("kind").asText().equals("backbone")) {
                    tests.add(DynamicTest.dynamicTest(
                            file.getParent().getFileName().toString(), () -> check(file.getParent(), description)));
                }
            }
            return tests.stream();
        }
    }

    private static void check(Path folder, JsonNode description) {
        INDArray images = Fixtures.array(folder.resolve("images.npy"));
        ImageSize size = new ImageSize((int) images.size(2), (int) images.size(3));
        INDArray features = Fixtures.array(folder.resolve("features.npy"));
        INDArray logits = Fixtures.array(folder.resolve("logits.npy"));
        Backbone backbone = backbone(description, size, (int) features.size(2));
        double tolerance = description.get("tolerance").asDouble();
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, size, store);
            assertThat(shapes(store)).isEqualTo(shapes(description.get("parameters")));
            NamedNumbers.fill(store, description.get("seed").asLong());
            ForwardPass pass = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("features", pass.features(), features, tolerance);
            Fixtures.assertClose("logits", pass.logits(), logits, tolerance);
        }
    }

    /** {@code resnet50-large} is a {@code resnet50}; its variant follows from the expected feature map. */
    static Backbone backbone(JsonNode description, ImageSize size, int featureRows) {
        String name = description.get("backbone").asText().split("-")[0];
        double wanted = Math.log(224.0 * featureRows / size.height());
        int featureMap = Arrays.stream(FEATURE_MAPS)
                .boxed()
                .min(Comparator.comparingDouble(candidate -> Math.abs(Math.log(candidate) - wanted)))
                .orElseThrow();
        Map<String, String> options = new TreeMap<>(WITHOUT_DRAWS.getOrDefault(name, Map.of()));
        options.put("featureMap", String.valueOf(featureMap));
        return Backbones.create(name, options, size, description.get("classes").asInt());
    }

    static Map<String, List<Long>> shapes(ParameterStore store) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        for (String name : store.names()) {
            shapes.put(name, Arrays.stream(store.get(name).shape()).boxed().toList());
        }
        return shapes;
    }

    static Map<String, List<Long>> shapes(JsonNode parameters) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        parameters.properties().forEach(parameter -> {
            List<Long> shape = new ArrayList<>();
            parameter.getValue().forEach(extent -> shape.add(extent.asLong()));
            shapes.put(parameter.getKey(), shape);
        });
        return shapes;
    }
}
