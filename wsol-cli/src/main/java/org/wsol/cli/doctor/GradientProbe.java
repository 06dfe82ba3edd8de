package org.wsol.cli.doctor;

import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.internal.Required;
import org.wsol.engine.backend.QuietOutput;

/**
 * Checks the chain from graph to native library on a small network {@code mean(tanh(conv(x, w))^2)}: the gradient of w
 * in single precision, as computed by the fast kernels, against central differences of the loss in double precision.
 */
final class GradientProbe {
    private static final int SEED = 7;
    private static final double STEP = 1e-5;
    private static final long[] INPUT_SHAPE = {2, 6, 6, 3};
    private static final long[] WEIGHT_SHAPE = {3, 3, 3, 4};

    private GradientProbe() {}

    /** The largest difference between the two gradients, relative to the largest gradient; about 1e-6 if correct. */
    public static double relativeError() {
        return QuietOutput.call(() -> {
            Nd4j.getRandom().setSeed(SEED);
            INDArray input = Nd4j.randn(DataType.DOUBLE, INPUT_SHAPE);
            INDArray weights = Nd4j.randn(DataType.DOUBLE, WEIGHT_SHAPE).muli(0.3);
            INDArray fromGraph = graphGradient(input, weights).castTo(DataType.DOUBLE);
            INDArray fromDifferences = differences(input, weights);
            double scale = fromDifferences.amaxNumber().doubleValue();
            return fromGraph.sub(fromDifferences).amaxNumber().doubleValue() / scale;
        });
    }

    private static INDArray graphGradient(INDArray input, INDArray weights) {
        SameDiff graph = graph(DataType.FLOAT, weights);
        return Required.value(graph.calculateGradients(Map.of("x", input.castTo(DataType.FLOAT)), "w"), "w");
    }

    private static INDArray differences(INDArray input, INDArray weights) {
        INDArray gradient = Nd4j.zeros(DataType.DOUBLE, WEIGHT_SHAPE);
        INDArray moved = weights.dup();
        SameDiff graph = graph(DataType.DOUBLE, moved);
        INDArray ownWeights = graph.getVariable("w").getArr();
        for (long i = 0; i < weights.length(); i++) {
            double value = weights.getDouble(i);
            ownWeights.putScalar(i, value + STEP);
            double above = loss(graph, input);
            ownWeights.putScalar(i, value - STEP);
            double below = loss(graph, input);
            ownWeights.putScalar(i, value);
            gradient.putScalar(i, (above - below) / (2 * STEP));
        }
        return gradient;
    }

    private static double loss(SameDiff graph, INDArray input) {
        return Required.value(graph.output(Map.of("x", input), "loss"), "loss").getDouble(0);
    }

    private static SameDiff graph(DataType type, INDArray weights) {
        SameDiff graph = SameDiff.create();
        SDVariable x = graph.placeHolder("x", type, INPUT_SHAPE);
        SDVariable w = graph.var("w", weights.castTo(type));
        Conv2DConfig config = Conv2DConfig.builder()
                .kH(WEIGHT_SHAPE[0])
                .kW(WEIGHT_SHAPE[1])
                .paddingMode(PaddingMode.SAME)
                .dataFormat(Conv2DConfig.NHWC)
                .build();
        SDVariable activation = graph.math().tanh(graph.cnn().conv2d(x, w, config));
        graph.math().square(activation).mean("loss");
        graph.setLossVariables("loss");
        return graph;
    }
}
