package org.wsol.engine.nd4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.nd4j.autodiff.functions.DifferentialFunction;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.config.ExecutionResult;
import org.nd4j.autodiff.samediff.config.SDValue;
import org.nd4j.autodiff.samediff.internal.AbstractSession.VarId;
import org.nd4j.autodiff.samediff.internal.FrameIter;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BaseReduceOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reductions of a row or a column along its axis of length one: the logits of a single class, the positions of a 1 x 1
 * map, a batch of one image. For these, ND4J takes a shortcut that reads the arrays from the operation instead of its
 * context, which causes a {@code NullPointerException}. With an additional axis of length one, the same values are
 * reduced correctly.
 */
public final class VectorReductions {
    private VectorReductions() {}

    /**
     * Runs an operation on the arrays of its context.
     *
     * @param context the inputs, and the output that receives the result
     */
    public static void run(Op operation, OpContext context) {
        if (!(operation instanceof BaseReduceOp reduction) || !isShortCut(reduction, context)) {
            Nd4j.getExecutioner().exec(operation, context);
            return;
        }
        boolean fromEnd = Arrays.stream(reduction.dimensions().toIntVector()).anyMatch(axis -> axis < 0);
        try (OpContext widened = Nd4j.getExecutioner().buildContext()) {
            widened.setInputArrays(widened(context.getInputArray(0), fromEnd));
            widened.setOutputArrays(widened(context.getOutputArray(0), fromEnd));
            Nd4j.getExecutioner().exec(operation, widened);
        } catch (Exception e) {
            throw e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
        }
    }

    /** Lets SameDiff run a graph in the calling thread with correct reductions. */
    public static void prepare(SameDiff graph) {
        graph.getSessions()
                .compute(
                        Thread.currentThread().getId(),
                        (id, session) -> session instanceof Session ? session : new Session(graph));
    }

    private static boolean isShortCut(BaseReduceOp reduction, OpContext context) {
        INDArray x = context.getInputArray(0);
        return reduction.dimensions() != null
                && x.rank() == 2
                && x.length() > 1
                && context.getOutputArray(0).length() == x.length();
    }

    /** A view with an additional axis: the first if axes are counted from the end, else the last. */
    private static INDArray widened(INDArray array, boolean inFront) {
        long[] shape = array.shape();
        long[] wider = new long[shape.length + 1];
        Arrays.fill(wider, 1);
        System.arraycopy(shape, 0, wider, inFront ? 1 : 0, shape.length);
        return array.reshape(wider);
    }

    private static final class Session extends InferenceSession {
        Session(SameDiff graph) {
            super(graph);
        }

        @Override
        public ExecutionResult doExec(
                DifferentialFunction operation,
                OpContext context,
                FrameIter frame,
                Set<VarId> inputs,
                Set<VarId> allIterInputs,
                Set<String> constants,
                Map<String, SDValue> others) {
            if (context != null && operation instanceof BaseReduceOp reduction && isShortCut(reduction, context)) {
                run(reduction, context);
                return ExecutionResult.createFrom(operation, context);
            }
            return super.doExec(operation, context, frame, inputs, allIterInputs, constants, others);
        }
    }
}
