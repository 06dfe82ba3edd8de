package org.wsol.core.plan.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.jspecify.annotations.Nullable;
import org.wsol.core.plan.Layout;
import org.wsol.core.plan.Lowering;
import org.wsol.core.plan.Node;
import org.wsol.core.plan.PlanDraft;
import org.wsol.core.plan.Representation;
import org.wsol.core.plan.Slot;
import org.wsol.core.plan.TensorSpec;
import org.wsol.core.plan.rewrite.Fused;

/** Lowers convolutions with bias, sum and rectifier to one primitive that chooses the layouts. */
final class ConvolutionLowering implements Lowering {
    private final OneDnn runtime;
    private final OneDnnConverter converter;

    ConvolutionLowering(OneDnn runtime, OneDnnConverter converter) {
        this.runtime = runtime;
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (!(node.operation() instanceof Fused.Convolution convolution)) {
            return false;
        }
        boolean depthwise = convolution.call().kind().startsWith("depthwise");
        Kernels kernels = new Kernels(depthwise);
        TensorSpec y = draft.spec(node.output(0));
        dnnl_primitive_desc description = describe(
                runtime,
                attributes(convolution),
                kernels,
                draft.spec(node.input(0)),
                draft.spec(node.input(1)),
                y,
                Window.of(convolution.call(), draft.spec(node.input(0)), y),
                convolution.biased());
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind(), description);
        Representation x = OneDnnConverter.as(draft, node.input(0), OneDnn.query(description, dnnl_query_src_md));
        step.read(Argument.of(DNNL_ARG_SRC, x));
        step.read(kernels.weights(draft, node.input(1), OneDnn.query(description, dnnl_query_weights_md), converter));
        if (convolution.biased()) {
            step.read(Argument.of(DNNL_ARG_BIAS, draft.dense(node.input(2))));
        }
        dnnl_memory_desc_t result = OneDnn.query(description, dnnl_query_dst_md);
        Slot slot =
                convolution.summed() ? summand(node, draft, result, step) : draft.allocate(BlockedLayout.of(y, result));
        step.write(new Argument(DNNL_ARG_DST, result, slot)).emit(draft);
        draft.define(node.output(0), new Representation(slot, BlockedLayout.of(y, result)));
        return true;
    }

    /** The result goes on top of the summand: into its own memory if nobody needs it later, else into a copy. */
    private Slot summand(Node node, PlanDraft draft, dnnl_memory_desc_t result, PrimitiveStep step) {
        String value = node.inputs().get(node.inputs().size() - 1);
        Representation summand = OneDnnConverter.as(draft, value, result);
        Optional<Slot> own = draft.overwritable(summand);
        if (own.isPresent()) {
            step.touch(own.get());
            return own.get();
        }
        Layout layout = summand.layout();
        Representation copy = new Representation(draft.allocate(layout), layout);
        draft.emit(converter.convert(summand, copy));
        return copy.slot();
    }

    private dnnl_primitive_attr attributes(Fused.Convolution convolution) {
        if (!convolution.summed() && convolution.limit() == 0) {
            return runtime.plain();
        }
        dnnl_post_ops after = new dnnl_post_ops();
        OneDnn.check("post-operations", dnnl_post_ops_create(after));
        if (convolution.summed()) {
            OneDnn.check("sum", dnnl_post_ops_append_sum(after, 1));
        }
        if (convolution.limit() > 0) {
            Rectifiers.append(after, convolution.limit());
        }
        dnnl_primitive_attr attributes = runtime.attributes(after);
        dnnl_post_ops_destroy(after);
        return attributes;
    }

    /** The forward primitive: also the hint oneDNN wants for the gradients. */
    static dnnl_primitive_desc describe(
            OneDnn runtime,
            dnnl_primitive_attr attributes,
            Kernels kernels,
            TensorSpec x,
            TensorSpec weight,
            TensorSpec y,
            Window window,
            boolean biased) {
        dnnl_convolution_desc_t description = new dnnl_convolution_desc_t();
        @Nullable dnnl_memory_desc_t bias = biased ? Descriptors.any(y.extent(1)) : null;
        OneDnn.check(
                "convolution",
                dnnl_dilated_convolution_forward_desc_init(
                        description,
                        dnnl_forward_training,
                        dnnl_convolution_direct,
                        Descriptors.any(x.shape()),
                        Descriptors.any(kernels.extents(weight)),
                        bias,
                        Descriptors.any(y.shape()),
                        window.strides(),
                        window.dilation(),
                        window.before(),
                        window.after()));
        return runtime.describe("convolution", description, attributes, null);
    }
}
