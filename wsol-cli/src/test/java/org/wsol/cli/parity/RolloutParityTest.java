package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.backbones.HeadStyle;
import org.wsol.backbones.VisionTransformer;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutors;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;

/** The maps {@code rollout} and {@code gradientrollout} of whole networks: every reference case of kind {@code attention_rollout}. */
class RolloutParityTest {

    @TestFactory
    Stream<DynamicTest> rolloutMapsEqualTheReference() throws IOException {
        Path root = Path.of(System.getProperty("wsol.fixtures-maps", "../../shared/fixtures-maps"));
        assumeTrue(Files.isDirectory(root), "the reference cases are not there: " + root.toAbsolutePath());
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.endsWith("case.json")).sorted().toList()) {
                JsonNode json = new ObjectMapper().readTree(file.toFile());
                if (json.path("kind").asText().equals("attention_rollout")) {
                    Path folder = file.getParent();
                    tests.add(DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder, json)));
                }
            }
        }
        return tests.stream();
    }

    private static void check(Path folder, JsonNode json) {
        ImageSize size = ImageSize.square(json.get("image").asInt());
        int patch = json.get("patch").asInt();
        Backbone backbone = new VisionTransformer(
                        patch,
                        json.get("embed_dim").asInt(),
                        json.get("depth").asInt(),
                        json.get("num_heads").asInt(),
                        size.height() / patch,
                        0,
                        size)
                .backbone(
                        "transformer", HeadStyle.PUBLISHED, json.get("classes").asInt());
        try (ParameterStore store = ParameterStore.ofShapes();
                PlannedExecutors executors = new PlannedExecutors(1)) {
            Networks.initialize(backbone, size, store);
            NamedParameters.fill(store, json.get("seed").asLong());
            INDArray one = array(folder, "images.npy");
            // A second image in the batch, to detect mixed-up images.
            INDArray images = Nd4j.concat(0, one.neg(), one);
            int label = json.get("label").asInt();
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, size, executors, 2);
                    EvidenceBatch batch = network.evidence(images, new int[] {0, label}, List.of())) {
                Evidence evidence = batch.images().get(1);
                batch.images().get(0).attention();
                json.get("expected").forEach(expected -> assertMap(folder, json, expected, evidence));
            }
        }
    }

    private static void assertMap(Path folder, JsonNode json, JsonNode expected, Evidence evidence) {
        String discard = expected.get("discard_ratio").asText();
        CamVariant variant = expected.get("method").asText().equals("gradient-rollout")
                ? CamVariants.create("gradientrollout", Map.of("discard", discard, "form", "vit-explain"))
                : CamVariants.create(
                        "rollout",
                        Map.of(
                                "discard",
                                discard,
                                "form",
                                "vit-explain",
                                "fusion",
                                expected.get("head_fusion").asText()));
        float[] map = variant.raw(evidence).get(0).toArray();
        String file = expected.get("file").asText();
        float[] stored = array(folder, file).reshape(-1).toFloatVector();
        assertThat(map).hasSameSizeAs(stored);
        for (int i = 0; i < map.length; i++) {
            assertThat((double) map[i])
                    .as("%s at %d", file, i)
                    .isCloseTo(stored[i], within(json.get("tolerance").asDouble()));
        }
    }

    private static INDArray array(Path folder, String file) {
        return Nd4j.createFromNpyFile(folder.resolve(file).toFile()).castTo(DataType.FLOAT);
    }

    @Test
    void rejectsNetworksWithoutAttention() {
        ImageSize size = ImageSize.square(32);
        Backbone backbone = Backbones.create("small_cnn", size, 3);
        try (ParameterStore store = ParameterStore.ofShapes();
                PlannedExecutors executors = new PlannedExecutors(1);
                INDArray images = Nd4j.rand(DataType.FLOAT, 1, 3, 32, 32)) {
            Networks.initialize(backbone, size, store);
            try (ExplainedNetwork network = new ExplainedNetwork(backbone, store, size, executors, 1);
                    EvidenceBatch batch = network.evidence(images, new int[1], List.of())) {
                CamVariant rollout = CamVariants.create("rollout");
                assertThatThrownBy(() -> rollout.raw(batch.images().get(0)))
                        .isInstanceOf(InvalidInputException.class)
                        .hasMessageContaining("small_cnn")
                        .hasMessageContaining("transformers");
            }
        }
    }
}
