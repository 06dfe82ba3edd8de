package org.wsol.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.SameDiffExecutor;

/** Tests the replacements of defective parts of ND4J. */
@Isolated
class WorkaroundsTest {

    @Test
    void stopGradientKeepsEveryBit() {
        INDArray values = Nd4j.createFromArray(0.1, -0.0, 1e-300, Double.MAX_VALUE, Math.PI);
        SameDiff graph = SameDiff.create();
        INDArray result = StopGradient.of(graph.var("x", values)).eval();
        for (int i = 0; i < values.length(); i++) {
            assertThat(Double.doubleToRawLongBits(result.getDouble(i)))
                    .isEqualTo(Double.doubleToRawLongBits(values.getDouble(i)));
        }
    }

    @Test
    void stopGradientBlocksTheGradient() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Nd4j.createFromArray(2.0, -3.0));
        x.mul(StopGradient.of(x)).sum().rename("loss");
        assertThat(DefectProofTest.Graphs.gradient(graph, "x").toDoubleVector())
                .as("d(x * c)/dx is c, not 2x")
                .containsExactly(2.0, -3.0);
    }

    @Test
    void stopGradientRejectsIntegers() {
        SDVariable integers = SameDiff.create().var("x", DataType.FLOAT, 2).castTo(DataType.INT32);
        assertThatThrownBy(() -> StopGradient.of(integers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "gamma", "beta"})
    void batchNormalisationGradientEqualsFiniteDifferences(String name) {
        SameDiff graph = normalizedGraph();
        GraphProgram program = new GraphProgram(graph, List.of("loss"), List.of(name));
        try (GraphExecutor executor = new SameDiffExecutor(program)) {
            INDArray gradient = executor.run(Map.of()).gradient(name).dup('c');
            INDArray array = graph.getVariable(name).getArr();
            assertThat(gradient.shape()).isEqualTo(array.shape());
            for (long i = 0; i < array.length(); i += 1 + array.length() / 9) {
                double expected = NumericGradient.of(executor, Map.of(), "loss", array, i);
                assertThat(gradient.getDouble(i)).as("%s[%d]", name, i).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Test
    void batchNormalisationGivesMeanZeroAndVarianceOne() {
        SameDiff graph = normalizedGraph();
        INDArray y = graph.output(Map.of(), "y").get("y");
        INDArray expected = Nd4j.createFromArray(0.5, -1.0, 2.0);
        assertThat(y.mean(0, 2, 3).sub(expected).norm2Number().doubleValue()).isLessThan(1e-9);
        double deviation = y.std(false, 0, 2, 3).getDouble(2);
        assertThat(deviation).isCloseTo(3.0, within(1e-3));
    }

    private static SameDiff normalizedGraph() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", DefectProofTest.Graphs.random(6, 2, 3, 4, 5));
        SDVariable[] moments = graph.math().moments(x, new int[] {0, 2, 3}, false);
        SDVariable gamma = graph.var("gamma", Nd4j.createFromArray(1.5, -0.5, 3.0));
        SDVariable beta = graph.var("beta", Nd4j.createFromArray(0.5, -1.0, 2.0));
        SDVariable y = BatchNormalization.apply(
                        x, StopGradient.of(moments[0]), StopGradient.of(moments[1]), gamma, beta, 1e-5)
                .rename("y");
        SDVariable weighting = graph.constant(DefectProofTest.Graphs.random(7, 2, 3, 4, 5));
        y.mul(weighting).sum().rename("loss");
        graph.setLossVariables("loss");
        return graph;
    }

    @Test
    void quietGradientsPrintNothing() {
        java.io.PrintStream before = System.out;
        var bytes = new java.io.ByteArrayOutputStream();
        try {
            System.setOut(new java.io.PrintStream(bytes, true, java.nio.charset.StandardCharsets.UTF_8));
            SameDiff graph = SameDiff.create();
            graph.var("x", Nd4j.ones(DataType.DOUBLE, 2)).mul(3).sum().rename("loss");
            graph.setLossVariables("loss");
            QuietGradients.of(graph);
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    }
}
