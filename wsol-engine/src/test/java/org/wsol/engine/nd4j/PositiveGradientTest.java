package org.wsol.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.PlannedExecutor;

class PositiveGradientTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void passesTheValueAndOnlyPositiveGradients(boolean planned) {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", DataType.FLOAT, -1, 4);
        SDVariable factors = graph.constant("factors", Nd4j.createFromArray(new float[] {2, -3, 5, -7}));
        SDVariable rectified = PositiveGradient.of(graph.nn().relu(x, 0)).rename("rectified");
        rectified.mul(factors).sum().rename("loss");
        graph.setLossVariables("loss");
        GraphProgram program = new GraphProgram(graph, List.of("rectified"), List.of("x"));
        INDArray input = Nd4j.createFromArray(new float[][] {{1, 2, -3, -4}});
        try (GraphExecutor executor = planned ? new PlannedExecutor(program) : new SameDiffExecutor(program)) {
            GraphResult result = executor.run(Map.of("x", input));
            assertThat(result.output("rectified").toFloatMatrix()[0]).containsExactly(1, 2, 0, 0);
            assertThat(result.gradient("x").toFloatMatrix()[0]).containsExactly(2, 0, 0, 0);
        }
    }
}
