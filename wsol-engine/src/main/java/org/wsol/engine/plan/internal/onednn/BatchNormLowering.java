package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_batch_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Workspaces;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers batch normalisation with batch statistics, and its gradient, in the layout of the input. */
final class BatchNormLowering implements Lowering {
    private final OneDnn runtime;

    BatchNormLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.BatchNorm norm) {
            forward(node, norm, draft);
            return true;
        }
        if (node.operation() instanceof Fused.BatchNormGradient gradient) {
            backward(node, gradient, draft);
            return true;
        }
        return false;
    }

    private void forward(Node node, Fused.BatchNorm norm, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        dnnl_primitive_desc description = describe(Descriptors.of(x.layout()), norm.epsilon(), norm.rectified());
        Representation y = new Representation(draft.allocate(x.layout()), x.layout());
        Representation mean = dense(draft, node.output(1));
        Representation variance = dense(draft, node.output(2));
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_SRC, x))
                .read(Argument.of(DNNL_ARG_SCALE, draft.dense(node.input(1))))
                .read(Argument.of(DNNL_ARG_SHIFT, draft.dense(node.input(2))))
                .write(Argument.of(DNNL_ARG_MEAN, mean))
                .write(Argument.of(DNNL_ARG_VARIANCE, variance))
                .write(Argument.of(DNNL_ARG_DST, y));
        if (norm.rectified()) {
            step.write(Workspaces.define(draft, node.output(3), description));
        }
        step.emit(draft);
        draft.define(node.output(0), y);
        draft.define(node.output(1), mean);
        draft.define(node.output(2), variance);
    }

    private void backward(Node node, Fused.BatchNormGradient gradient, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        dnnl_memory_desc_t layout = Descriptors.of(x.layout());
        Representation dy = OneDnnConverter.as(draft, node.input(5), layout);
        dnnl_batch_normalization_desc_t request = new dnnl_batch_normalization_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_batch_normalization_backward_desc_init(
                        request,
                        dnnl_backward,
                        layout,
                        layout,
                        (float) gradient.epsilon(),
                        flags(gradient.rectified())));
        dnnl_primitive_desc forward = describe(layout, gradient.epsilon(), gradient.rectified());
        dnnl_primitive_desc description = runtime.describe(node.kind(), request, runtime.plain(), forward);
        Representation dx =
                new Representation(draft.overwritable(dy).orElseGet(() -> draft.allocate(x.layout())), x.layout());
        Representation dGamma = dense(draft, node.output(1));
        Representation dBeta = dense(draft, node.output(2));
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_SRC, x))
                .read(Argument.of(DNNL_ARG_MEAN, draft.dense(node.input(1))))
                .read(Argument.of(DNNL_ARG_VARIANCE, draft.dense(node.input(2))))
                .read(Argument.of(DNNL_ARG_SCALE, draft.dense(node.input(3))))
                .read(Argument.of(DNNL_ARG_SHIFT, draft.dense(node.input(4))))
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(Argument.of(DNNL_ARG_DIFF_SRC, dx))
                .write(Argument.of(DNNL_ARG_DIFF_SCALE, dGamma))
                .write(Argument.of(DNNL_ARG_DIFF_SHIFT, dBeta));
        if (gradient.rectified()) {
            step.read(Argument.of(DNNL_ARG_WORKSPACE, draft.first(node.input(6))));
        }
        step.emit(draft);
        draft.define(node.output(0), dx);
        draft.define(node.output(1), dGamma);
        draft.define(node.output(2), dBeta);
    }

    private dnnl_primitive_desc describe(dnnl_memory_desc_t layout, double epsilon, boolean rectified) {
        dnnl_batch_normalization_desc_t request = new dnnl_batch_normalization_desc_t();
        OneDnn.check(
                "batch-norm",
                dnnl_batch_normalization_forward_desc_init(
                        request, dnnl_forward_training, layout, (float) epsilon, flags(rectified)));
        return runtime.describe("batch-norm", request, runtime.plain(), null);
    }

    private static int flags(boolean rectified) {
        return dnnl_use_scale | dnnl_use_shift | (rectified ? dnnl_fuse_norm_relu : 0);
    }

    /** One number per channel. */
    private static Representation dense(PlanDraft draft, String value) {
        TensorSpec spec = new TensorSpec(DataType.FLOAT, draft.spec(value).shape());
        Layout layout = Layout.Strided.dense(spec);
        return new Representation(draft.allocate(layout), layout);
    }
}
