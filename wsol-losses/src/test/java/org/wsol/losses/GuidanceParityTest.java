package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.graph.Stage;
import org.wsol.heads.internal.ClassMaps;
import org.wsol.heads.internal.GuidanceNetwork;

class GuidanceParityTest {
    private static final Map<String, String> NAMES = Map.of(
            "spg.b1.", "SPG_B_1a.",
            "spg.b2.", "SPG_B_2a.",
            "spg.shared.", "SPG_B_shared.",
            "spg.c.", "SPG_C.",
            "spg.classifier.", "SPG_A4.");

    @TestFactory
    Stream<DynamicTest> headsMasksTermsAndGradientsEqualTheReference() {
        return Cases.peers("spg").stream().map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    /** Two convolutions, and a first stage that returns its input. */
    private record Trunk(Cases.Case found, int classes) implements Backbone {
        @Override
        public String name() {
            return "trunk";
        }

        @Override
        public List<Stage> stages() {
            return List.of(new Stage("first", (layers, x) -> x), convolution("SPG_A2.0"), convolution("layer4.0"));
        }

        private Stage convolution(String name) {
            INDArray weight = found.array("param." + name + ".weight", DataType.FLOAT);
            Convolution geometry = Convolution.square((int) weight.size(1), (int) weight.size(0), 3)
                    .withBias();
            return new Stage(name, (layers, x) -> layers.relu(layers.convolution(name, x, geometry)));
        }

        @Override
        public Head head() {
            return Head.linear("fc", 6, classes);
        }

        @Override
        public String defaultDropoutPoint() {
            return "first";
        }

        @Override
        public boolean isHeadParameter(String parameterName) {
            return false;
        }
    }

    private static void check(Cases.Case found) {
        try (PeerHeads heads = PeerHeads.of(found, "input", DataType.FLOAT, NAMES)) {
            int classes = found.json().get("classes").asInt();
            SameDiff graph = heads.layers().graph();
            INDArray oneHot =
                    AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT);
            SDVariable labels = graph.constant("labels", oneHot);
            GuidanceNetwork network = new GuidanceNetwork(
                    new Trunk(found, classes),
                    heads.layers(),
                    List.of("first", "SPG_A2.0", "layer4.0"),
                    width(found, "SPG_B_1a.0"),
                    width(found, "SPG_C.0"));
            GuidanceNetwork.Outputs out = network.train(heads.input(), true);
            SDVariable logits = out.logits().rename("logits");
            SDVariable shares = found.json().get("label_given").asBoolean()
                    ? labels
                    : graph.oneHot(graph.argmax(logits, 1), classes, -1, 1, 0, DataType.FLOAT);
            ImageSize size =
                    ImageSize.square(found.json().get("evaluation_size").asInt());
            GuidanceTerms terms = new GuidanceTerms(heads.layers(), out, shares, classes, size, options(found));
            SDVariable total = CrossEntropy.of(logits, labels).rename("cross_entropy");
            total = total.add(terms.b2FromAttention().rename("b2_from_attention"));
            total = total.add(terms.b1FromB2().rename("b1_from_b2"));
            total = total.add(terms.cFromFused().rename("c_from_fused"));
            total.rename("loss");
            graph.setLossVariables("loss");
            Map<String, SDVariable> extra = new LinkedHashMap<>();
            extra.put("logits_b1", out.guided().orElseThrow().b1());
            extra.put("logits_b2", out.guided().orElseThrow().b2());
            extra.put("logits_c", out.guided().orElseThrow().c());
            extra.put(
                    "cam",
                    ClassMaps.of(out.maps(), labels, classes, heads.layers().sizeOf(out.maps())));
            heads.fill();
            compare(heads, graph, extra);
        }
    }

    private static int width(Cases.Case found, String layer) {
        return (int) found.array("param." + layer + ".weight", DataType.FLOAT).size(0);
    }

    private static SelfProducedGuidance.Options options(Cases.Case found) {
        List<SelfProducedGuidance.Thresholds> cuts = new ArrayList<>();
        found.json()
                .get("thresholds")
                .forEach(pair -> cuts.add(new SelfProducedGuidance.Thresholds(
                        pair.get(0).asDouble(), pair.get(1).asDouble())));
        return new SelfProducedGuidance.Options(
                cuts.get(0), cuts.get(1), cuts.get(2), 1, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static void compare(PeerHeads heads, SameDiff graph, Map<String, SDVariable> extra) {
        Cases.Case found = heads.found();
        List<String> gradients = new ArrayList<>(heads.trainable());
        gradients.add("input");
        List<String> terms = List.of("cross_entropy", "b2_from_attention", "b1_from_b2", "c_from_fused");
        List<String> outputs = new ArrayList<>(terms);
        outputs.add("logits");
        extra.values().forEach(variable -> outputs.add(variable.name()));
        int atTheEdge = 0;
        for (var count : found.json().get("near_threshold")) {
            atTheEdge += count.asInt();
        }
        try (SameDiffExecutor executor = new SameDiffExecutor(new GraphProgram(graph, outputs, gradients))) {
            GraphResult result = executor.run(Map.of());
            for (String term : terms) {
                double stored = found.expected(term);
                double expected = Double.isNaN(stored) ? 0 : stored; // a term without positions
                assertThat(result.output(term).getDouble(0))
                        .as(term)
                        .isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
            }
            extra.forEach((name, variable) -> {
                if (found.has(name)) {
                    assertClose(name, result.output(variable.name()), found.array(name, DataType.FLOAT), 1e-4);
                }
            });
            for (String name : gradients) {
                String file = name.equals("input") ? "grad_input" : "grad." + heads.reference(name);
                // A position that rounding moves across a threshold changes every gradient slightly.
                assertClose(
                        file, result.gradient(name), found.array(file, DataType.FLOAT), atTheEdge > 0 ? 5e-3 : 1e-3);
            }
        }
        Nd4j.getExecutioner().commit();
    }
}
