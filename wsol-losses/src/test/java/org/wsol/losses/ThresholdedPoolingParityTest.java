package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.heads.internal.ThresholdedHead;

class ThresholdedPoolingParityTest {

    @TestFactory
    Stream<DynamicTest> poolsScoresMapsAndGradientsEqualTheReference() {
        return Cases.peers("thresholded_average_pool").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        SameDiff graph = SameDiff.create();
        INDArray weights = found.array("weight", DataType.FLOAT).dup('c');
        long classes = weights.size(0);
        long channels = weights.size(1);
        SDVariable feature =
                graph.var("feature", found.array("feature", DataType.FLOAT).dup('c'));
        SDVariable weight = graph.var("weight", weights);
        SDVariable bias = graph.var("bias", found.array("bias", DataType.FLOAT).dup('c'));
        SDVariable matrix = weight.reshape(classes, channels);
        SDVariable logits = graph.mmul(
                        ThresholdedHead.pooled(feature, found.number("threshold")), matrix, false, true, false)
                .add(bias)
                .rename("logits");
        INDArray labels = AlignmentParityTest.oneHot(found.array("labels", DataType.INT32), classes, DataType.FLOAT);
        CrossEntropy.of(logits, graph.constant("labels", labels)).rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("loss", "logits"), List.of("feature", "weight", "bias"));
        try (SameDiffExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of());
            assertThat(result.output("loss").getDouble(0))
                    .isCloseTo(found.expected("loss"), within(found.tolerance() * 5));
            assertClose("logits", result.output("logits"), found.array("logits", DataType.FLOAT), found.tolerance());
            for (String name : List.of("feature", "weight", "bias")) {
                assertClose(
                        name + " gradient",
                        result.gradient(name),
                        found.array("grad_" + name, DataType.FLOAT),
                        found.tolerance() * 5);
            }
        }
    }
}
