package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.stream.IntStream;
import org.bytedeco.dnnl.dnnl_matmul_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;

/**
 * Lowers matrix products, single or in batches, and their gradients. Permuted views are read in place, so that
 * attention's queries, keys and values need not be copied head by head.
 */
final class MatMulLowering implements Lowering {
    private static final int LEAST_RANK = 2;

    private final OneDnn runtime;

    MatMulLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        boolean gradient = node.kind().equals("matmul_bp");
        if ((!gradient && !node.kind().equals("matmul")) || !isKnown(node, draft)) {
            return false;
        }
        Operation.Custom call = (Operation.Custom) node.operation();
        boolean transposeA = call.integer(0) == 1;
        boolean transposeB = call.integer(1) == 1;
        Factor a = factor(draft, node.input(0));
        Factor b = factor(draft, node.input(1));
        if (!gradient) {
            multiply(node, 0, a.transposedIf(transposeA), b.transposedIf(transposeB), draft);
            return true;
        }
        Factor dy = factor(draft, node.input(2));
        if (draft.isNeeded(node.output(0))) {
            if (transposeA) {
                multiply(node, 0, b.transposedIf(transposeB), dy.transposedIf(true), draft);
            } else {
                multiply(node, 0, dy, b.transposedIf(!transposeB), draft);
            }
        }
        if (draft.isNeeded(node.output(1))) {
            if (transposeB) {
                multiply(node, 1, dy.transposedIf(true), a.transposedIf(transposeA), draft);
            } else {
                multiply(node, 1, a.transposedIf(!transposeA), dy, draft);
            }
        }
        return true;
    }

    /** Single precision, equal batches, and no scaling. */
    private static boolean isKnown(Node node, PlanDraft draft) {
        if (!(node.operation() instanceof Operation.Custom call)
                || call.integers().size() < LEAST_RANK
                || (call.integers().size() > 2 && call.integer(2) != 0)
                || (!call.reals().isEmpty() && call.reals().get(0) != 1)) {
            return false;
        }
        TensorSpec a = draft.spec(node.input(0));
        TensorSpec b = draft.spec(node.input(1));
        boolean sameBatches = a.rank() == b.rank()
                && IntStream.range(0, Math.max(0, a.rank() - LEAST_RANK)).allMatch(i -> a.extent(i) == b.extent(i));
        return a.type() == DataType.FLOAT && a.rank() >= LEAST_RANK && sameBatches;
    }

    private static Factor factor(PlanDraft draft, String value) {
        Representation there = draft.find(value, MatMulLowering::isReadable).orElseGet(() -> draft.dense(value));
        return new Factor(there, Descriptors.of(there.layout()));
    }

    /** oneDNN's fast kernels require one of the last two dimensions to be contiguous. */
    private static boolean isReadable(Layout layout) {
        if (!(layout instanceof Layout.Strided strided)) {
            return false;
        }
        long[] strides = strided.strides();
        return strides[strides.length - 1] == 1 || strides[strides.length - 2] == 1;
    }

    private void multiply(Node node, int output, Factor a, Factor b, PlanDraft draft) {
        Layout layout = Layout.Strided.dense(draft.spec(node.output(output)));
        Representation result = new Representation(draft.allocate(layout), layout);
        dnnl_matmul_desc_t request = new dnnl_matmul_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_matmul_desc_init(request, a.descriptor(), b.descriptor(), null, Descriptors.of(layout)));
        new PrimitiveStep(runtime, node.kind(), runtime.describe(node.kind(), request, runtime.plain(), null))
                .read(a.as(DNNL_ARG_SRC))
                .read(b.as(DNNL_ARG_WEIGHTS))
                .write(Argument.of(DNNL_ARG_DST, result))
                .emit(draft);
        draft.define(node.output(output), result);
    }

    /** A matrix, or a batch of them, as an operand of the product. */
    private record Factor(Representation value, dnnl_memory_desc_t descriptor) {

        Factor transposedIf(boolean wanted) {
            if (!wanted) {
                return this;
            }
            int rank = value.layout().spec().rank();
            int[] order = IntStream.range(0, rank).toArray();
            order[rank - 1] = rank - 2;
            order[rank - 2] = rank - 1;
            return new Factor(value, Descriptors.permuted(descriptor, order));
        }

        Argument as(int role) {
            return new Argument(role, descriptor, value.slot());
        }
    }
}
