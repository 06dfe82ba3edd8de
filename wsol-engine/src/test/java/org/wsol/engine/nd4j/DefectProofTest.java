package org.wsol.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.enums.WeightsFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.Pooling2D;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Proves the defects of ND4J 1.0.0-M2.1 that this project works around. A failing test means that ND4J was fixed, and
 * the workaround named in its message can be removed.
 */
@Isolated
class DefectProofTest {

    /** Worked around by {@link BatchNormalization}, which does not affect graphs with the built-in operation. */
    @Test
    void builtInBatchNormalisationCannotBeDifferentiated() {
        SDVariable own = SameDiff.create().var("x", Graphs.random(1, 2, 3, 4, 5));
        SDVariable ones = own.getSameDiff().var("ones", Nd4j.ones(DataType.DOUBLE, 3));
        BatchNormalization.apply(own, ones, ones, ones, ones, 1e-5);
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Graphs.random(1, 2, 3, 4, 5));
        SDVariable[] moments = graph.math().moments(x, new int[] {0, 2, 3}, false);
        SDVariable gamma = graph.var("gamma", Nd4j.ones(DataType.DOUBLE, 3));
        SDVariable beta = graph.var("beta", Nd4j.zeros(DataType.DOUBLE, 3));
        graph.nn()
                .batchNorm(x, moments[0], moments[1], gamma, beta, 1e-5, 1)
                .mul(x)
                .sum()
                .rename("loss");
        graph.setLossVariables("loss");
        assertThatThrownBy(() -> QuietGradients.of(graph))
                .as("BatchNormalization can be dropped")
                .isInstanceOf(RuntimeException.class);
    }

    /** The statistics are inputs of the built-in operation: a copied graph must keep using them, on any axis. */
    @Test
    void copiedGraphUsesTheBuiltInBatchNormalisation() {
        SDVariable own = SameDiff.create().var("x", Graphs.random(1, 2, 3, 4, 5));
        SDVariable ones = own.getSameDiff().var("ones", Nd4j.ones(DataType.DOUBLE, 3));
        BatchNormalization.apply(own, ones, ones, ones, ones, 1e-5);
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Graphs.random(2, 2, 4, 5, 3));
        SDVariable mean = graph.var("mean", Nd4j.createFromArray(0.1, 0.2, 0.3));
        SDVariable variance = graph.var("variance", Nd4j.createFromArray(1.0, 2.0, 3.0));
        SDVariable gamma = graph.var("gamma", Nd4j.createFromArray(1.0, 0.5, 2.0));
        graph.nn().batchNorm(x, mean, variance, gamma, gamma, 1e-5, 3).rename("y");
        INDArray expected = graph.output(Map.of(), "y").get("y");
        assertThat(graph.dup().output(Map.of(), "y").get("y")).isEqualTo(expected);
    }

    /** Worked around by {@link VectorReductions}. */
    @Test
    void columnCannotBeReducedAlongItsAxisOfLengthOne() {
        SameDiff graph = SameDiff.create();
        graph.var("x", Nd4j.ones(DataType.DOUBLE, 3, 1)).sum(1).rename("y");
        assertThatThrownBy(() -> graph.output(Map.of(), "y"))
                .as("VectorReductions can be dropped")
                .isInstanceOf(NullPointerException.class);
    }

    /** Worked around for lengths by the square root of a sum that is never 0. */
    @Test
    void gradientOfANormAtZeroIsNan() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Nd4j.zeros(DataType.DOUBLE, 1, 3));
        x.norm2(1).sum().rename("loss");
        assertThat(Graphs.gradient(graph, "x").getDouble(0))
                .as("lengths can be norm2")
                .isNaN();
    }

    /** Worked around in {@code Layers.averagePool}: the map is padded with zeros first. */
    @Test
    void averagePoolingNeverCountsItsPadding() {
        SameDiff graph = SameDiff.create();
        Pooling2DConfig.Pooling2DConfigBuilder config = Pooling2DConfig.builder()
                .kH(3)
                .kW(3)
                .sH(1)
                .sW(1)
                .pH(1)
                .pW(1)
                .paddingMode(PaddingMode.VALID)
                .isNHWC(false);
        SDVariable x = graph.var("x", Nd4j.ones(DataType.FLOAT, 1, 1, 3, 3));
        Pooling2DConfig counting =
                config.divisor(Pooling2D.Divisor.INCLUDE_PADDING).build();
        double corner = graph.cnn().avgPooling2d(x, counting).eval().getDouble(0);
        assertThat(corner)
                .as("4 of 9 places are inside, 4/9 would be right: Layers.averagePool need not pad")
                .isNotCloseTo(4.0 / 9, within(1e-3))
                .isCloseTo(1.0, within(1e-6));
    }

    /** Worked around by {@link QuietGradients}. */
    @Test
    void buildingAGradientFunctionPrintsToTheTerminal() {
        SameDiff graph = SameDiff.create();
        graph.var("x", Nd4j.ones(DataType.DOUBLE, 2)).mul(3).sum().rename("loss");
        graph.setLossVariables("loss");
        assertThat(printedBy(graph::createGradFunction))
                .as("QuietGradients can be dropped")
                .contains("Added differentiated op");
    }

    /** Worked around by composing every loss of primitive operations. */
    @Test
    void builtInLossesIgnoreTheIncomingGradient() {
        double once = softmaxCrossEntropyGradient(1);
        double tenfold = softmaxCrossEntropyGradient(10);
        assertThat(once).isNotZero();
        assertThat(tenfold).as("built-in losses can be used").isCloseTo(once, within(1e-9));
    }

    private static double softmaxCrossEntropyGradient(double factor) {
        SameDiff graph = SameDiff.create();
        SDVariable logits = graph.var("x", Graphs.random(2, 2, 3));
        SDVariable labels = graph.constant(Nd4j.createFromArray(new double[][] {{1, 0, 0}, {0, 0, 1}}));
        SDVariable loss = graph.loss().softmaxCrossEntropy("entropy", labels, logits, null);
        loss.mul(factor).sum().rename("loss");
        return Graphs.gradient(graph, "x").getDouble(0);
    }

    /** Worked around in {@code Layers}: kernels are permuted to (rows, columns, in, out) in the graph. */
    @Test
    void convolutionsWithPyTorchsKernelOrderHaveNoGradient() {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.var("x", Graphs.random(3, 1, 2, 5, 5));
        SDVariable kernel = graph.var("kernel", Graphs.random(4, 3, 2, 3, 3));
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(3)
                .kW(3)
                .dataFormat(Conv2DConfig.NCHW)
                .weightsFormat(WeightsFormat.OIYX)
                .build();
        SDVariable y = graph.cnn().conv2d(x, kernel, config);
        y.mul(y).sum().rename("loss");
        assertThat(graph.output(Map.of(), y.name()).get(y.name()).shape()).containsExactly(1, 3, 3, 3);
        assertThatThrownBy(() -> Graphs.gradient(graph, "kernel"))
                .as("kernels can stay (out, in, rows, columns)")
                .isInstanceOf(RuntimeException.class);
    }

    /** Worked around by {@link StopGradient}: there is no operation of this kind whose class can be found. */
    @Test
    void sameDiffHasNoOperationThatStopsAGradient() {
        assertThat(Arrays.stream(SameDiff.class.getMethods())
                        .map(method -> method.getName().toLowerCase(java.util.Locale.ROOT)))
                .as("StopGradient can be dropped")
                .noneMatch(name -> name.contains("stopgradient") || name.contains("detach"));
    }

    private static String printedBy(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            action.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Small graphs in double precision. */
    static final class Graphs {
        private Graphs() {}

        static INDArray random(long seed, long... shape) {
            var stream = new org.wsol.core.random.SplitMix64(seed);
            INDArray array = Nd4j.create(DataType.DOUBLE, shape, 'c');
            for (long i = 0; i < array.length(); i++) {
                array.putScalar(i, stream.nextGaussian());
            }
            return array;
        }

        /** The gradient of the variable "loss". */
        static INDArray gradient(SameDiff graph, String name) {
            graph.setLossVariables("loss");
            QuietGradients.of(graph, name);
            String gradient = graph.grad(name).name();
            return graph.getFunction("grad").output(Map.of(), gradient).get(gradient);
        }
    }
}
