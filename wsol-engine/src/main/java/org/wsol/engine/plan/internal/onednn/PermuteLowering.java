package org.wsol.engine.plan.internal.onednn;

import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;

/** Removes changes of the order of dimensions: the same memory under another descriptor. */
final class PermuteLowering implements Lowering {

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        TensorSpec spec = draft.spec(node.input(0));
        boolean known = node.operation() instanceof Operation.Custom custom
                && node.kind().equals("permute")
                && node.inputs().size() == 1
                && custom.integers().size() == spec.rank()
                && spec.type() == DataType.FLOAT;
        if (!known) {
            return false;
        }
        int[] order = ((Operation.Custom) node.operation())
                .integers().stream().mapToInt(Long::intValue).toArray();
        for (Representation representation : draft.representations(node.input(0))) {
            draft.define(node.output(0), permuted(representation, order, draft.spec(node.output(0))));
        }
        return true;
    }

    private static Representation permuted(Representation representation, int[] order, TensorSpec result) {
        Layout layout = representation.layout() instanceof Layout.Strided strided
                ? strided.permuted(order)
                : BlockedLayout.of(result, Descriptors.permuted(Descriptors.of(representation.layout()), order));
        return new Representation(representation.slot(), layout);
    }
}
