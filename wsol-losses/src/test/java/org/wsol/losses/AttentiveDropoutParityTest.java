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
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;

class AttentiveDropoutParityTest {

    @TestFactory
    Stream<DynamicTest> erasedFeaturesEqualTheReference() {
        return Cases.ofKind("attentive_dropout").stream()
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        SameDiff graph = SameDiff.create();
        SDVariable input = graph.var("input", found.array("input", DataType.FLOAT));
        SDVariable uniform = graph.constant("uniform", found.array("uniform", DataType.FLOAT));
        AttentiveDropout dropout = new AttentiveDropout(found.number("drop_threshold"), found.number("drop_prob"));
        dropout.keepMask(input, uniform).rename("mask");
        SDVariable erased = dropout.apply(input, uniform).rename("erased");
        ConsistencyLoss.of(input, erased, ConsistencyLoss.Detach.NONE).rename("l1");
        GraphProgram program = new GraphProgram(graph, List.of("mask", "erased", "l1"), List.of());
        try (SameDiffExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of());
            assertClose("mask", result.output("mask"), found.array("keep_mask", DataType.FLOAT), 0);
            assertClose("erased", result.output("erased"), found.array("erased", DataType.FLOAT), 0);
            assertThat(result.output("l1").getDouble(0))
                    .isCloseTo(found.json().get("expected").get("l1").asDouble(), within(found.tolerance()));
        }
    }
}
