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
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.heads.internal.ErasingBranches;
import org.wsol.heads.internal.ErasingBranches.ConvolutionHead;

class ErasingBranchesParityTest {
    private static final Map<String, String> NAMES = Map.of("acol.a.", "classifier_A.", "acol.b.", "classifier_B.");

    @TestFactory
    Stream<DynamicTest> headsMasksLossesGradientsAndMapsEqualTheReference() {
        return Cases.peers("acol").stream().map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        try (PeerHeads heads = PeerHeads.of(found, "input", DataType.FLOAT, NAMES)) {
            int classes = found.json().get("classes").asInt();
            int width = (int)
                    found.array("param.classifier_A.0.weight", DataType.FLOAT).size(0);
            int in = (int)
                    found.array("param.classifier_A.0.weight", DataType.FLOAT).size(1);
            SameDiff graph = heads.layers().graph();
            SDVariable features = found.json().get("backbone_variant").asText().equals("vgg16")
                    ? heads.layers().averagePool(heads.input(), 3, 1, Padding.of(1))
                    : heads.input();
            ErasingBranches branches = new ErasingBranches(
                    heads.layers(),
                    new ConvolutionHead("acol.a", in, width, classes, new Initializer.Xavier()),
                    new ConvolutionHead("acol.b", in, width, classes, new Initializer.Xavier()),
                    found.number("drop_threshold"));
            SDVariable labels = graph.constant(
                    "labels",
                    AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT));
            SDVariable shares = graph.constant("shares", shares(found, classes));
            SDVariable first = branches.first(features);
            SDVariable keep = branches.keepMask(first, shares).rename("keep");
            SDVariable second = branches.second(features, keep);
            SDVariable a =
                    CrossEntropy.of(first.mean(2, 3).rename("logits_a"), labels).rename("loss_a");
            SDVariable b = CrossEntropy.of(second.mean(2, 3).rename("logits_b"), labels)
                    .rename("loss_b");
            branches.map(first, second, shares).rename("cam");
            first.mul(1.0).rename("maps_a");
            second.mul(1.0).rename("maps_b");
            a.add(b).rename("loss");
            graph.setLossVariables("loss");
            heads.fill();
            compare(heads, graph);
        }
    }

    /** The label, or if none is given, the class with the highest score of A. */
    private static INDArray shares(Cases.Case found, int classes) {
        List<Integer> chosen = new ArrayList<>();
        found.json().get("expected").get("map_class").forEach(node -> chosen.add(node.asInt()));
        return AlignmentParityTest.oneHot(
                Nd4j.createFromArray(chosen.stream().mapToInt(i -> i).toArray()), classes, DataType.FLOAT);
    }

    private static void compare(PeerHeads heads, SameDiff graph) {
        Cases.Case found = heads.found();
        List<String> gradients = new ArrayList<>(heads.trainable());
        gradients.add("input");
        List<String> outputs = List.of("maps_a", "maps_b", "keep", "cam", "logits_a", "logits_b", "loss_a", "loss_b");
        try (SameDiffExecutor executor = new SameDiffExecutor(new GraphProgram(graph, outputs, gradients))) {
            GraphResult result = executor.run(Map.of());
            for (String loss : List.of("loss_a", "loss_b")) {
                assertThat(result.output(loss).getDouble(0)).as(loss).isCloseTo(found.expected(loss), within(1e-4));
            }
            for (String name : List.of("maps_a", "maps_b", "logits_a", "logits_b")) {
                assertClose(name, result.output(name), found.array(name, DataType.FLOAT), 1e-4);
            }
            assertClose("erased", result.output("keep").rsub(1), found.array("erased", DataType.FLOAT), 0);
            INDArray map = found.array("cam", DataType.FLOAT);
            Nd4j.getExecutioner().commit();
            assertClose("map", result.output("cam"), zeroForNaN(map), 1e-4);
            for (String name : gradients) {
                String file = name.equals("input") ? "grad_input" : "grad." + heads.reference(name);
                assertClose(file, result.gradient(name), found.array(file, DataType.FLOAT), 1e-4);
            }
        }
    }

    /** Where the reference divides by zero, the map is defined as zero. */
    static INDArray zeroForNaN(INDArray array) {
        INDArray copy = array.dup('c');
        for (long i = 0; i < copy.length(); i++) {
            if (Double.isNaN(copy.getDouble(i))) {
                copy.putScalar(i, 0);
            }
        }
        return copy;
    }
}
