package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_pooling_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Workspaces;

/**
 * One pooling: its primitives and their steps.
 *
 * @param runtime the source of primitives
 * @param algorithm oneDNN's pooling algorithm
 * @param x extents of the feature map, (B, C, H, W)
 * @param y extents of the result
 * @param window how the window moves
 */
record Pooling(OneDnn runtime, int algorithm, TensorSpec x, TensorSpec y, Window window) {

    /** The forward primitive. */
    dnnl_primitive_desc forward(dnnl_memory_desc_t layout, boolean training) {
        dnnl_pooling_desc_t request = new dnnl_pooling_desc_t();
        OneDnn.check(
                "pooling",
                dnnl_pooling_forward_desc_init(
                        request,
                        training ? dnnl_forward_training : dnnl_forward_inference,
                        algorithm,
                        layout,
                        Descriptors.any(ElementType.of(layout), y.shape()),
                        window.strides(),
                        window.kernel(),
                        window.before(),
                        window.after()));
        return runtime.describe("pooling", request, runtime.plain(), null);
    }

    /** Adds a step that pools {@code input}; returns the result. */
    Representation pool(String name, PlanDraft draft, Representation input, java.util.Optional<String> places) {
        dnnl_primitive_desc description = forward(Descriptors.of(input.layout()), places.isPresent());
        Layout layout = BlockedLayout.of(y, OneDnn.query(description, dnnl_query_dst_md));
        Representation result = new Representation(draft.allocate(layout), layout);
        PrimitiveStep step = new PrimitiveStep(runtime, name, description)
                .read(Argument.of(DNNL_ARG_SRC, input))
                .write(Argument.of(DNNL_ARG_DST, result));
        places.ifPresent(value -> step.write(Workspaces.define(draft, value, description)));
        step.emit(draft);
        return result;
    }

    /**
     * Adds a step that distributes the gradient of the result; returns the gradient of the feature map.
     *
     * @param layout the feature map's layout in the forward pass
     */
    Representation spread(
            String name,
            PlanDraft draft,
            dnnl_memory_desc_t layout,
            java.util.function.Function<dnnl_memory_desc_t, Representation> outputGradient,
            java.util.Optional<Representation> places) {
        dnnl_primitive_desc forward = forward(layout, true);
        dnnl_memory_desc_t dyLayout = OneDnn.query(forward, dnnl_query_dst_md);
        dnnl_pooling_desc_t request = new dnnl_pooling_desc_t();
        OneDnn.check(
                name,
                dnnl_pooling_backward_desc_init(
                        request,
                        algorithm,
                        layout,
                        dyLayout,
                        window.strides(),
                        window.kernel(),
                        window.before(),
                        window.after()));
        dnnl_primitive_desc description = runtime.describe(name, request, runtime.plain(), forward);
        Representation dy = outputGradient.apply(dyLayout);
        Layout result = BlockedLayout.of(x, layout);
        Representation dx = new Representation(draft.allocate(result), result);
        PrimitiveStep step = new PrimitiveStep(runtime, name, description)
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(Argument.of(DNNL_ARG_DIFF_SRC, dx));
        places.ifPresent(workspace -> step.read(Argument.of(DNNL_ARG_WORKSPACE, workspace)));
        step.emit(draft);
        return dx;
    }
}
