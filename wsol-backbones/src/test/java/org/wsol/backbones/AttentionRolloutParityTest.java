package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.AttentionRollout;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.weights.Networks;

/**
 * Every reference case of kind {@code attention_rollout}: a transformer's attention, its gradients, and the resulting
 * maps.
 */
class AttentionRolloutParityTest {

    @TestFactory
    Stream<DynamicTest> rolloutMapsEqualTheReference() throws IOException {
        return Fixtures.cases(Fixtures.maps(), "attention_rollout").stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws IOException {
        JsonNode json = Fixtures.description(folder);
        double tolerance = json.get("tolerance").asDouble();
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
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, size, store);
            NamedNumbers.fill(store, json.get("seed").asLong());
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FROZEN);
            SDVariable images = layers.images("images", 3, size);
            SDVariable features =
                    backbone.apply(layers, images, 0, backbone.stages().size());
            SDVariable logits = backbone.head().logits(layers, features);
            SDVariable[] scores =
                    layers.graph().split(logits, json.get("classes").asInt(), 1);
            scores[json.get("label").asInt()].sum().rename("score");
            layers.graph().setLossVariables("score");
            List<String> names = layers.notes().attentions().values().stream()
                    .map(SDVariable::name)
                    .toList();
            List<String> outputs = new ArrayList<>(names);
            outputs.add(logits.name());
            try (GraphExecutor executor = new PlannedExecutor(new GraphProgram(layers.graph(), outputs, names))) {
                GraphResult result = executor.run(Map.of("images", Fixtures.array(folder.resolve("images.npy"))));
                Fixtures.assertClose(
                        "logits",
                        result.output(logits.name()),
                        Fixtures.array(folder.resolve("logits.npy")),
                        tolerance);
                checkMaps(folder, json, names, result, tolerance);
            }
        }
    }

    private static void checkMaps(
            Path folder, JsonNode json, List<String> names, GraphResult result, double tolerance) {
        List<float[][][]> attention = new ArrayList<>();
        List<float[][][]> gradients = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            INDArray found = result.output(names.get(i));
            INDArray gradient = result.gradient(names.get(i));
            Fixtures.assertClose(
                    "attention", found, Fixtures.array(folder.resolve("attention." + i + ".npy")), tolerance);
            Fixtures.assertClose(
                    "gradient by attention",
                    gradient,
                    Fixtures.array(folder.resolve("attention_gradient." + i + ".npy")),
                    tolerance);
            attention.add(heads(found));
            gradients.add(heads(gradient));
        }
        for (JsonNode expected : json.get("expected")) {
            boolean byGradient = expected.get("method").asText().equals("gradient-rollout");
            AttentionRollout rollout = new AttentionRollout(
                    byGradient
                            ? AttentionRollout.Fusion.MEAN
                            : AttentionRollout.Fusion.valueOf(
                                    expected.get("head_fusion").asText().toUpperCase(Locale.ROOT)),
                    expected.get("discard_ratio").asDouble(),
                    AttentionRollout.Normalisation.VIT_EXPLAIN);
            float[] map = byGradient ? rollout.map(attention, gradients) : rollout.map(attention);
            float[] stored = Fixtures.array(folder.resolve(expected.get("file").asText()))
                    .reshape(-1)
                    .toFloatVector();
            assertThat(map).hasSameSizeAs(stored);
            for (int i = 0; i < map.length; i++) {
                assertThat((double) map[i])
                        .as("%s at %d", expected.get("file").asText(), i)
                        .isCloseTo(stored[i], within(tolerance));
            }
        }
    }

    private static float[][][] heads(INDArray attention) {
        float[][][] heads = new float[(int) attention.size(1)][][];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = attention.slice(0).slice(i).dup('c').toFloatMatrix();
        }
        return heads;
    }
}
