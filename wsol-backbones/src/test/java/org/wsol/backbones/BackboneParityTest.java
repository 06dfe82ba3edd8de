package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.graph.Backbone;
import org.wsol.core.graph.BatchNormMode;
import org.wsol.core.graph.ParameterStore;
import org.wsol.core.weights.Networks;

/** Every reference case of kind {@code backbone}: features and class scores in inference. */
class BackboneParityTest {
    private static final String LARGE = "-large";

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
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
        Backbone backbone = backbone(description, size);
        double tolerance = description.get("tolerance").asDouble();
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, size, store);
            assertThat(shapes(store)).isEqualTo(shapes(description.get("parameters")));
            NamedNumbers.fill(store, description.get("seed").asLong());
            ForwardPass pass = ForwardPass.of(backbone, store, BatchNormMode.FOLDED, images);
            Fixtures.assertClose("features", pass.features(), array(folder, "features.npy"), tolerance);
            Fixtures.assertClose("logits", pass.logits(), array(folder, "logits.npy"), tolerance);
        }
    }

    private static INDArray array(Path folder, String name) {
        return Fixtures.array(folder.resolve(name));
    }

    /** {@code resnet50} is the 14x14 form and {@code resnet50-large} the 28x28 form, and so for the others. */
    private static Backbone backbone(JsonNode description, ImageSize size) {
        String name = description.get("backbone").asText();
        boolean large = name.endsWith(LARGE);
        String plain = large ? name.substring(0, name.length() - LARGE.length()) : name;
        int classes = description.get("classes").asInt();
        return Backbones.create(plain, Map.of("featureMap", large ? "28" : "14"), size, classes);
    }

    private static Map<String, List<Long>> shapes(ParameterStore store) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        for (String name : store.names()) {
            shapes.put(
                    name,
                    java.util.Arrays.stream(store.get(name).shape()).boxed().toList());
        }
        return shapes;
    }

    private static Map<String, List<Long>> shapes(JsonNode parameters) {
        Map<String, List<Long>> shapes = new TreeMap<>();
        parameters.properties().forEach(parameter -> {
            List<Long> shape = new ArrayList<>();
            parameter.getValue().forEach(extent -> shape.add(extent.asLong()));
            shapes.put(parameter.getKey(), shape);
        });
        return shapes;
    }
}
