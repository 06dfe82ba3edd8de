package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.heads.internal.ErasingBranches.ConvolutionHead;
import org.wsol.heads.internal.SuppressionHead.SuppressionBranches;

class SuppressionParityTest {
    private static final Map<String, String> NAMES =
            Map.of("bas.map.", "classifier_loc.0.", "bas.classifier.", "classifier_cls.");

    @TestFactory
    Stream<DynamicTest> mapsScoresTermsAndGradientsEqualTheReference() {
        return Cases.peers("background_activation_suppression").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        try (PeerHeads heads = PeerHeads.of(found, "input", DataType.FLOAT, NAMES)) {
            int classes = found.json().get("classes").asInt();
            SameDiff graph = heads.layers().graph();
            SDVariable labels = graph.constant(
                    "labels",
                    AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT));
            SuppressionTerms terms =
                    new SuppressionTerms(heads.layers(), branches(found, classes), heads.input(), labels);
            SDVariable scores = terms.logits().rename("scores");
            SDVariable masked = terms.maskedLogits().rename("scores_2");
            terms.map().mul(1.0).rename("saliency");
            SDVariable first = CrossEntropy.of(scores, labels).rename("loss_1");
            SDVariable second = CrossEntropy.of(masked, labels).rename("loss_2");
            SDVariable suppression = terms.suppression()
                    .add(terms.area().mul(found.number("area_weight")))
                    .rename("loss_bas");
            first.add(second.mul(found.number("score_2_weight")))
                    .add(suppression)
                    .rename("loss");
            graph.setLossVariables("loss");
            heads.fill();
            compare(heads, graph);
        }
    }

    /** A pool, one convolution and the classifier: the layers after the features in these cases. */
    private static SuppressionBranches branches(Cases.Case found, int classes) {
        String layer = found.has("param.conv5_1.weight") ? "conv5_1" : "layer4.0";
        long[] weight =
                found.array("param." + layer + ".weight", DataType.FLOAT).shape();
        int width = (int)
                found.array("param.classifier_cls.0.weight", DataType.FLOAT).size(0);
        Convolution geometry =
                Convolution.square((int) weight[1], (int) weight[0], 3).withBias();
        ConvolutionHead head =
                new ConvolutionHead("bas.classifier", (int) weight[0], width, classes, new Initializer.Xavier());
        return new SuppressionBranches("bas", (int) weight[1], classes, new Initializer.Xavier(), (layers, x) -> {
            SDVariable pooled = layers.maxPool(x, 2, 2, Padding.of(0), false);
            return layers.relu(head.maps(layers, layers.relu(layers.convolution(layer, pooled, geometry))));
        });
    }

    private static void compare(PeerHeads heads, SameDiff graph) {
        Cases.Case found = heads.found();
        List<String> gradients = new ArrayList<>(heads.trainable());
        gradients.add("input");
        List<String> outputs = List.of("scores", "scores_2", "saliency", "loss_1", "loss_2", "loss_bas", "loss");
        try (SameDiffExecutor executor = new SameDiffExecutor(new GraphProgram(graph, outputs, gradients))) {
            GraphResult result = executor.run(Map.of());
            for (String loss : List.of("loss_1", "loss_2", "loss_bas", "loss")) {
                assertThat(result.output(loss).getDouble(0)).as(loss).isCloseTo(found.expected(loss), within(1e-4));
            }
            for (String name : List.of("scores", "scores_2", "saliency")) {
                assertClose(name, result.output(name), found.array(name, DataType.FLOAT), 1e-4);
            }
            for (String name : gradients) {
                String file = name.equals("input") ? "grad_input" : "grad." + heads.reference(name);
                assertClose(file, result.gradient(name), found.array(file, DataType.FLOAT), 1e-3);
            }
        }
    }
}
