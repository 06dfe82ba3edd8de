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
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;

class ContrastParityTest {
    private static final Map<String, String> NAMES = Map.of("ccam.map.", "activation_head.", "ccam.norm.", "bn_head.");

    @TestFactory
    Stream<DynamicTest> mapsTermsAndGradientsEqualTheReference() {
        return Cases.peers("ccam").stream().map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        try (PeerHeads heads = PeerHeads.of(found, "feature", DataType.FLOAT, NAMES)) {
            SameDiff graph = heads.layers().graph();
            long[] shape = found.array("feature", DataType.FLOAT).shape();
            ImageSize size = heads.layers().sizeOf(heads.input());
            SDVariable score = heads.layers()
                    .convolutionBatchNorm(
                            "ccam.map", "ccam.norm", heads.input(), Convolution.square((int) shape[1], 1, 3), 1e-5);
            SDVariable map = graph.nn().sigmoid(score).reshape(-1, size.area()).rename("ccam");
            SDVariable order = graph.constant("order", Nd4j.arange(0, shape[0]).castTo(DataType.FLOAT));
            ContrastTerms terms = new ContrastTerms(
                    heads.input().reshape(-1, shape[1], size.area()), map, order, size.area(), found.number("alpha"));
            SDVariable apart = terms.contrast().rename("background_foreground");
            SDVariable foreground = terms.foreground().rename("foreground_foreground");
            SDVariable background = terms.background().rename("background_background");
            apart.add(foreground).add(background).rename("loss");
            graph.setLossVariables("loss");
            heads.fill();
            compare(heads, graph);
        }
    }

    private static void compare(PeerHeads heads, SameDiff graph) {
        Cases.Case found = heads.found();
        List<String> terms = List.of("background_foreground", "foreground_foreground", "background_background", "loss");
        List<String> outputs = new ArrayList<>(terms);
        outputs.add("ccam");
        List<String> gradients = new ArrayList<>(heads.trainable());
        gradients.add("input");
        try (SameDiffExecutor executor = new SameDiffExecutor(new GraphProgram(graph, outputs, gradients))) {
            GraphResult result = executor.run(Map.of());
            for (String term : terms) {
                assertThat(result.output(term).getDouble(0))
                        .as(term)
                        .isCloseTo(found.expected(term), within(1e-3 * Math.max(1, Math.abs(found.expected(term)))));
            }
            assertClose("map", result.output("ccam"), found.array("ccam", DataType.FLOAT), 1e-4);
            for (String name : gradients) {
                String file = name.equals("input") ? "grad_feature" : "grad." + heads.reference(name);
                assertClose(file, result.gradient(name), found.array(file, DataType.FLOAT), 2e-3);
            }
        }
    }
}
