package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.dnnl_softmax_desc_t;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers softmax over the last dimension and its gradient, in place where the input is no longer needed. */
final class SoftmaxLowering implements Lowering {
    private final OneDnn runtime;

    SoftmaxLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.Softmax) {
            Representation x = draft.dense(node.input(0));
            Representation y = onTopOf(x, draft);
            new PrimitiveStep(runtime, node.kind(), describe(x.layout()))
                    .read(Argument.of(DNNL_ARG_SRC, x))
                    .write(Argument.of(DNNL_ARG_DST, y))
                    .emit(draft);
            draft.define(node.output(0), y);
            return true;
        }
        if (node.operation() instanceof Fused.SoftmaxGradient) {
            gradient(node, draft);
            return true;
        }
        return false;
    }

    private void gradient(Node node, PlanDraft draft) {
        Representation y = draft.dense(node.input(0));
        Representation dy = draft.dense(node.input(1));
        dnnl_memory_desc_t layout = Descriptors.of(y.layout());
        dnnl_softmax_desc_t request = new dnnl_softmax_desc_t();
        OneDnn.check(node.kind(), dnnl_softmax_backward_desc_init(request, layout, layout, lastAxis(y.layout())));
        dnnl_primitive_desc description = runtime.describe(node.kind(), request, runtime.plain(), describe(y.layout()));
        Representation dx = onTopOf(dy, draft);
        new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_DST, y))
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(Argument.of(DNNL_ARG_DIFF_SRC, dx))
                .emit(draft);
        draft.define(node.output(0), dx);
    }

    private static Representation onTopOf(Representation x, PlanDraft draft) {
        return new Representation(draft.overwritable(x).orElseGet(() -> draft.allocate(x.layout())), x.layout());
    }

    private dnnl_primitive_desc describe(Layout layout) {
        dnnl_softmax_desc_t request = new dnnl_softmax_desc_t();
        OneDnn.check(
                "softmax",
                dnnl_softmax_forward_desc_init(
                        request, dnnl_forward_training, Descriptors.of(layout), lastAxis(layout)));
        return runtime.describe("softmax", request, runtime.plain(), null);
    }

    private static int lastAxis(Layout layout) {
        return layout.spec().rank() - 1;
    }
}
