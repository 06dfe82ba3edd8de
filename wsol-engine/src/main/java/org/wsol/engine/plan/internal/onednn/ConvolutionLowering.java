package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_convolution_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers convolutions with bias, sum and rectifier to one primitive that chooses the layouts. For one draft only. */
final class ConvolutionLowering implements Lowering {
    private final OneDnn runtime;
    private final OneDnnConverter converter;
    private long largestEnds;

    ConvolutionLowering(OneDnn runtime, OneDnnConverter converter) {
        this.runtime = runtime;
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (!(node.operation() instanceof Fused.Convolution convolution)) {
            return false;
        }
        Kernels kernels = Kernels.of(convolution.call());
        TensorSpec input = draft.spec(node.input(0));
        TensorSpec y = draft.spec(node.output(0));
        ConvolutionGeometry geometry = new ConvolutionGeometry(
                kernels,
                input,
                draft.spec(node.input(1)),
                y,
                Window.of(convolution.call(), input, y),
                convolution.biased(),
                runtime.activations());
        dnnl_primitive_desc description = describe(geometry, attributes(convolution), draft.isForwardOnly());
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

    /** The result is added to the summand in place, or to a copy if the summand is still needed. */
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
        draft.emit(converter.convert(summand, copy, draft));
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

    /**
     * Winograd's algorithm in forward-only programs if oneDNN supports it and its scratch memory does not exceed that
     * of the largest convolution so far; otherwise the direct algorithm.
     */
    private dnnl_primitive_desc describe(
            ConvolutionGeometry geometry, dnnl_primitive_attr attributes, boolean forwardOnly) {
        long ends = geometry.x().length() + geometry.y().length();
        largestEnds = Math.max(largestEnds, ends);
        if (forwardOnly && runtime.activations() == ElementType.FLOAT32 && geometry.isWinogradKernel()) {
            Optional<dnnl_primitive_desc> fast = runtime.tryDescribe(
                            geometry.forward(dnnl_forward_inference, dnnl_convolution_winograd), attributes)
                    .filter(found -> ends + scratch(found) <= largestEnds);
            if (fast.isPresent()) {
                return fast.get();
            }
        }
        dnnl_convolution_desc_t request = geometry.forward(dnnl_forward_training, dnnl_convolution_direct);
        return runtime.describe("convolution", request, attributes, null);
    }

    private static long scratch(dnnl_primitive_desc description) {
        return Descriptors.floats(OneDnn.query(description, dnnl_query_scratchpad_md));
    }
}
