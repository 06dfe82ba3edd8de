package org.wsol.losses;

import static org.wsol.losses.ArrayAssert.assertClose;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;

class AttentionDropoutLayerParityTest {

    @TestFactory
    Stream<DynamicTest> bothBranchesAndTheirGradientsEqualTheReference() {
        return Cases.peers("attention_dropout_layer").stream()
                .filter(found -> found.json().get("training").asBoolean()) // the layer is inactive in inference
                .map(found -> DynamicTest.dynamicTest(found.toString(), () -> check(found)));
    }

    private static void check(Cases.Case found) {
        SameDiff graph = SameDiff.create();
        SDVariable input =
                graph.var("input", found.array("input", DataType.FLOAT).dup('c'));
        SDVariable coin = graph.constant("coin", Nd4j.scalar((float) found.number("coin")));
        SDVariable upstream = graph.constant("upstream", found.array("upstream", DataType.FLOAT));
        AttentionDropoutLayer layer = new AttentionDropoutLayer(found.number("drop_rate"), found.number("threshold"));
        SDVariable attention = input.mean(true, 1).rename("attention");
        layer.keepMask(attention).rename("mask");
        SDVariable output = layer.apply(input, coin).rename("output");
        output.mul(upstream).sum().rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("attention", "mask", "output"), List.of("input"));
        try (SameDiffExecutor executor = new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of());
            assertClose("mask", result.output("mask"), found.array("drop_mask", DataType.FLOAT), 0);
            assertClose("output", result.output("output"), found.array("output", DataType.FLOAT), found.tolerance());
            assertClose(
                    "gradient", result.gradient("input"), found.array("grad_input", DataType.FLOAT), found.tolerance());
        }
    }
}
