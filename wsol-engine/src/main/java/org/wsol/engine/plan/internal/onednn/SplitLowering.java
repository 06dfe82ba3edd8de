package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

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

/** Lowers the division of a value into equal parts along a dimension to copies of the parts that are needed. */
final class SplitLowering implements Lowering {
    private final OneDnnConverter converter;

    SplitLowering(OneDnnConverter converter) {
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        boolean known = node.kind().equals("split")
                && node.inputs().size() == 1
                && node.operation() instanceof Operation.Custom call
                && call.integers().size() == 2
                && call.integer(1) >= 0
                && draft.spec(node.input(0)).type() == DataType.FLOAT;
        if (!known) {
            return false;
        }
        int axis = ((Operation.Custom) node.operation()).integer(1);
        Representation whole = draft.dense(node.input(0));
        long offset = 0;
        for (String output : node.outputs()) {
            TensorSpec part = draft.spec(output);
            if (draft.isNeeded(output)) {
                draft.define(output, extract(node, whole, part, axis, offset, draft));
            }
            offset += part.extent(axis);
        }
        return true;
    }

    private Representation extract(
            Node node, Representation whole, TensorSpec part, int axis, long offset, PlanDraft draft) {
        long[] offsets = new long[part.rank()];
        offsets[axis] = offset;
        dnnl_memory_desc_t window = new dnnl_memory_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_memory_desc_init_submemory(window, Descriptors.of(whole.layout()), part.shape(), offsets));
        Layout layout = Layout.Strided.dense(part);
        Representation result = new Representation(draft.allocate(layout), layout);
        draft.emit(converter.reorder(
                node.kind(),
                new Argument(DNNL_ARG_FROM, window, whole.slot()),
                Argument.of(DNNL_ARG_TO, result),
                draft));
        return result;
    }
}
