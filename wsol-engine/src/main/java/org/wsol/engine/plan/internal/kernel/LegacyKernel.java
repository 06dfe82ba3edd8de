package org.wsol.engine.plan.internal.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.nd4j.VectorReductions;
import org.wsol.engine.plan.internal.Step.Kernel;

/** Runs one of ND4J's older operations, whose arguments live in the operation object, on prepared arrays. */
final class LegacyKernel implements Kernel {
    private final Op operation;
    private final OpContext context;

    /** Prepares the operation. */
    public LegacyKernel(Op operation, List<INDArray> inputs, INDArray output) {
        this.operation = operation;
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(inputs.toArray(new INDArray[0]));
        context.setOutputArrays(output);
    }

    @Override
    public void run() {
        VectorReductions.run(operation, context);
    }

    @Override
    public void close() {
        context.purge();
    }
}
