package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers activation functions and their gradients, in place where the input is no longer needed. */
final class ElementwiseLowering implements Lowering {
    private final OneDnn runtime;

    ElementwiseLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.Elementwise elementwise) {
            forward(node, elementwise.function(), draft);
            return true;
        }
        if (node.operation() instanceof Fused.ElementwiseGradient gradient) {
            backward(node, gradient.function(), draft);
            return true;
        }
        return false;
    }

    private void forward(Node node, Activation.Function function, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        Representation y =
                new Representation(draft.overwritable(x).orElseGet(() -> draft.allocate(x.layout())), x.layout());
        new PrimitiveStep(runtime, node.kind(), describe(Descriptors.of(x.layout()), function))
                .read(Argument.of(DNNL_ARG_SRC, x))
                .write(Argument.of(DNNL_ARG_DST, y))
                .emit(draft);
        draft.define(node.output(0), y);
    }

    private void backward(Node node, Activation.Function function, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        dnnl_memory_desc_t layout = Descriptors.of(x.layout());
        Representation dy = OneDnnConverter.as(draft, node.input(1), layout);
        dnnl_eltwise_desc_t request = new dnnl_eltwise_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_eltwise_backward_desc_init(request, algorithm(function), layout, layout, alpha(function), 0));
        dnnl_primitive_desc description =
                runtime.describe(node.kind(), request, runtime.plain(), describe(layout, function));
        Representation dx =
                new Representation(draft.overwritable(dy).orElseGet(() -> draft.allocate(x.layout())), x.layout());
        new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_SRC, x))
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(Argument.of(DNNL_ARG_DIFF_SRC, dx))
                .emit(draft);
        draft.define(node.output(0), dx);
    }

    private dnnl_primitive_desc describe(dnnl_memory_desc_t layout, Activation.Function function) {
        dnnl_eltwise_desc_t request = new dnnl_eltwise_desc_t();
        OneDnn.check(
                "activation",
                dnnl_eltwise_forward_desc_init(
                        request, dnnl_forward_training, algorithm(function), layout, alpha(function), 0));
        return runtime.describe("activation", request, runtime.plain(), null);
    }

    private static int algorithm(Activation.Function function) {
        return switch (function) {
            case GELU -> dnnl_eltwise_gelu_erf;
            case SILU -> dnnl_eltwise_swish;
            case HARD_SWISH -> dnnl_eltwise_hardswish;
            case HARD_SIGMOID -> throw new IllegalArgumentException("oneDNN has no hard-sigmoid");
        };
    }

    /** Swish is {@code x * sigmoid(alpha x)}. */
    private static float alpha(Activation.Function function) {
        return function == Activation.Function.SILU ? 1 : 0;
    }
}
