package org.wsol.pipeline.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.nd4j.autodiff.samediff.internal.SameDiffOp;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.ScalarOp;

/**
 * One operation of a SameDiff graph, with uniform access to its arguments.
 *
 * @param operation the operation
 * @param moving whether a variable depends on the images
 * @param values the value of a variable that does not depend on the images
 */
record Call(SameDiffOp operation, Predicate<String> moving, Function<String, INDArray> values) {

    String kind() {
        return operation.getOp().opName();
    }

    List<String> inputs() {
        return operation.getInputsToOp();
    }

    String input(int index) {
        return operation.getInputsToOp().get(index);
    }

    List<String> outputs() {
        return operation.getOutputsOfOp();
    }

    String output() {
        return outputs().get(0);
    }

    /** The value of an input that does not depend on the images. */
    INDArray value(int index) {
        return values.apply(input(index));
    }

    boolean moves(int index) {
        return moving.test(input(index));
    }

    int[] integers() {
        return operation.getOp() instanceof DynamicCustomOp custom
                ? Arrays.stream(custom.iArgs()).mapToInt(Math::toIntExact).toArray()
                : new int[0];
    }

    /** The single number of an operation with one. */
    Optional<Double> scalar() {
        if (operation.getOp() instanceof ScalarOp scalar && scalar.scalar() != null) {
            return Optional.of(scalar.scalar().getDouble(0));
        }
        return operation.getOp() instanceof DynamicCustomOp custom && custom.numTArguments() > 0
                ? Optional.of(custom.getTArgument(0))
                : Optional.empty();
    }

    double[] reals() {
        return operation.getOp() instanceof DynamicCustomOp custom ? custom.tArgs() : new double[0];
    }

    /** The dimensions that are reduced. */
    long[] dimensions() {
        if (operation.getOp() instanceof BaseReduceOp reduce && reduce.dimensions() != null) {
            return reduce.dimensions().toLongVector();
        }
        if (inputs().size() > 1) {
            return value(1).toLongVector();
        }
        return Arrays.stream(integers()).asLongStream().toArray();
    }

    boolean keepsDimensions() {
        if (operation.getOp() instanceof BaseReduceOp reduce) {
            return reduce.isKeepDims();
        }
        return operation.getOp() instanceof DynamicCustomOp custom
                && custom.numBArguments() > 0
                && custom.getBArgument(0);
    }

    /** The type an operation casts to. */
    Optional<DataType> type() {
        if (operation.getOp() instanceof DynamicCustomOp custom) {
            if (custom.numDArguments() > 0) {
                return Optional.of(custom.dArgs()[0]);
            }
            return custom.numIArguments() > 0
                    ? Optional.of(DataType.fromInt(custom.getIArgument(0).intValue()))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
