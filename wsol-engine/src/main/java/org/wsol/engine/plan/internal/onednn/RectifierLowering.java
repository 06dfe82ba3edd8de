package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers rectifiers and their gradients, in place where the input is no longer needed. */
final class RectifierLowering implements Lowering {
    private final OneDnn runtime;

    RectifierLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.Rectifier rectifier) {
            forward(node, rectifier.limit(), draft);
            return true;
        }
        if (node.operation() instanceof Fused.RectifierGradient gradient) {
            backward(node, gradient.limit(), draft);
            return true;
        }
        return false;
    }

    private void forward(Node node, double limit, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        Representation y =
                new Representation(draft.overwritable(x).orElseGet(() -> draft.allocate(x.layout())), x.layout());
        emit(node.kind(), x, y, limit, draft);
        draft.define(node.output(0), y);
    }

    /** Adds the step that rectifies one value into another, which may be the same. */
    void emit(String kind, Representation x, Representation y, double limit, PlanDraft draft) {
        new PrimitiveStep(runtime, kind, describe(Descriptors.of(x.layout()), limit))
                .read(Argument.of(DNNL_ARG_SRC, x))
                .write(Argument.of(DNNL_ARG_DST, y))
                .emit(draft);
    }

    private void backward(Node node, double limit, PlanDraft draft) {
        Representation y = draft.first(node.input(0));
        dnnl_memory_desc_t layout = Descriptors.of(y.layout());
        Representation dy = OneDnnConverter.as(draft, node.input(1), layout);
        dnnl_eltwise_desc_t request = new dnnl_eltwise_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_eltwise_backward_desc_init(
                        request, Rectifiers.backward(limit), layout, layout, 0, Rectifiers.beta(limit)));
        dnnl_primitive_desc description =
                runtime.describe(node.kind(), request, runtime.plain(), describe(layout, limit));
        Representation dx =
                new Representation(draft.overwritable(dy).orElseGet(() -> draft.allocate(y.layout())), y.layout());
        new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_DST, y))
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(Argument.of(DNNL_ARG_DIFF_SRC, dx))
                .emit(draft);
        draft.define(node.output(0), dx);
    }

    private dnnl_primitive_desc describe(dnnl_memory_desc_t layout, double limit) {
        // The forward algorithm must match that of its gradient.
        dnnl_eltwise_desc_t request = new dnnl_eltwise_desc_t();
        OneDnn.check(
                "rectifier",
                dnnl_eltwise_forward_desc_init(
                        request, dnnl_forward_training, Rectifiers.backward(limit), layout, 0, Rectifiers.beta(limit)));
        return runtime.describe("rectifier", request, runtime.plain(), null);
    }
}
