package org.wsol.engine.nd4j;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.base.Preconditions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.layers.convolution.BatchNorm;

/**
 * Batch normalisation over the channels of a (B, C, H, W) variable with a gradient.
 *
 * <p>ND4J's own class loses its axis when a graph is cloned for its gradient and then throws. This class keeps all
 * settings in the operation's integer arguments and replaces the built-in class in ND4J's table of operations.
 * Operations of other graphs in the same JVM do not have its marker; for them it behaves like the built-in class.
 *
 * <p>The gradient ({@code batchnorm_bp}) includes the batch statistics, although mean and variance are inputs: they
 * must be the statistics of {@code x} itself, detached ({@link StopGradient}).
 */
public class BatchNormalization extends BatchNorm {
    private static final String OPERATION = "batchnorm";
    private static final int CHANNELS_FIRST = 1;
    /** A second floating point argument, which the native operation ignores; it is kept when graphs are cloned. */
    private static final double MARKER = 2.0009765625;

    /** For ND4J's cloning only. */
    public BatchNormalization() {}

    private BatchNormalization(SameDiff graph, SDVariable[] inputs, double epsilon) {
        super(graph, inputs, null, null, false, true, true, epsilon, new int[] {CHANNELS_FIRST});
        addTArgument(MARKER);
    }

    /**
     * Adds {@code gamma * (x - mean) / sqrt(variance + epsilon) + beta} to the graph.
     *
     * @param x shape (B, C, H, W)
     * @param mean shape (C): the detached mean of x over B, H, W
     * @param variance shape (C): the detached biased variance of x over B, H, W
     * @param gamma shape (C)
     * @param beta shape (C)
     * @return shape (B, C, H, W)
     */
    public static SDVariable apply(
            SDVariable x, SDVariable mean, SDVariable variance, SDVariable gamma, SDVariable beta, double epsilon) {
        OperationTable.register(OPERATION, BatchNormalization.class);
        SDVariable[] inputs = {x, mean, variance, gamma, beta};
        return new BatchNormalization(x.getSameDiff(), inputs, epsilon).outputVariable();
    }

    private boolean isOwn() {
        return numTArguments() == 2 && getTArgument(1) == MARKER;
    }

    @Override
    public Map<String, Object> propertiesForFunction() {
        return isOwn() ? Map.of() : super.propertiesForFunction();
    }

    @Override
    public List<SDVariable> doDiff(List<SDVariable> outputGradients) {
        if (!isOwn()) {
            return super.doDiff(outputGradients);
        }
        SDVariable[] inputs = Arrays.copyOf(args(), 6);
        inputs[5] = outputGradients.get(0);
        return Arrays.asList(new Backward(sameDiff, inputs, tArgs()[0]).outputVariables());
    }

    @Override
    public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
        if (!isOwn()) {
            return super.calculateOutputDataTypes(inputTypes);
        }
        Preconditions.checkState(
                inputTypes.size() == 5, "batch normalisation takes 5 inputs, got %s", inputTypes.size());
        return List.of(inputTypes.get(0));
    }

    /** The native {@code batchnorm_bp}: gradients of x, mean, variance, gamma and beta. */
    public static final class Backward extends DynamicCustomOp {

        /** For ND4J's cloning only. */
        public Backward() {}

        Backward(SameDiff graph, SDVariable[] inputs, double epsilon) {
            super(null, graph, inputs, false);
            addIArgument(1, 1, CHANNELS_FIRST);
            addTArgument(epsilon);
        }

        @Override
        public String opName() {
            return "batchnorm_bp";
        }

        @Override
        public int getNumOutputs() {
            return 5;
        }

        @Override
        public List<DataType> calculateOutputDataTypes(List<DataType> inputTypes) {
            return inputTypes.subList(0, 5);
        }
    }
}
