package org.wsol.engine.plan.internal.kernel;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.Step.Kernel;

/** Runs one of ND4J's operations on prepared arrays. */
final class CustomKernel implements Kernel {
    private final DynamicCustomOp operation;
    private final OpContext context;

    /** Prepares the operation. */
    public CustomKernel(Operation.Custom call, List<INDArray> inputs, List<INDArray> outputs) {
        operation = DynamicCustomOp.builder(call.kind()).build();
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs.toArray(new INDArray[0]));
        context.setOutputArrays(outputs.toArray(new INDArray[0]));
        context.setIArguments(
                call.integers().stream().mapToLong(Long::longValue).toArray());
        context.setTArguments(
                call.reals().stream().mapToDouble(Double::doubleValue).toArray());
        context.setBArguments(flags(call.flags()));
        context.setDArguments(call.types().toArray(new DataType[0]));
    }

    private static boolean[] flags(List<Boolean> values) {
        boolean[] flags = new boolean[values.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values.get(i);
        }
        return flags;
    }

    @Override
    public void run() {
        Nd4j.getExecutioner().exec(operation, context);
    }

    @Override
    public void close() {
        context.purge();
    }
}
