package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_eltwise_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/**
 * Lowers the product of a feature map and a number for every channel of every image, and its gradient. oneDNN's fast kernel
 * broadcasts over images, so the batch is seen as one image with all channels of all images.
 */
final class ChannelScaleLowering implements Lowering {
    private static final int BLOCK = 16;

    private final OneDnn runtime;

    ChannelScaleLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.ChannelScale) {
            Arrangement arrangement = Arrangement.of(draft.first(node.input(0)));
            Representation x = OneDnnConverter.as(draft, node.input(0), arrangement.map());
            draft.define(node.output(0), scaled(node.kind(), x, node.input(1), arrangement, draft));
            return true;
        }
        if (node.operation() instanceof Fused.ChannelScaleGradient) {
            gradient(node, draft);
            return true;
        }
        return false;
    }

    private Representation scaled(
            String name, Representation x, String factors, Arrangement arrangement, PlanDraft draft) {
        Representation s = OneDnnConverter.as(draft, factors, arrangement.factors());
        dnnl_binary_desc_t request = new dnnl_binary_desc_t();
        dnnl_memory_desc_t whole = arrangement.wholeMap();
        OneDnn.check(name, dnnl_binary_desc_init(request, dnnl_binary_mul, whole, arrangement.wholeFactors(), whole));
        Slot slot = draft.overwritable(x).orElseGet(() -> draft.allocate(x.layout()));
        new PrimitiveStep(runtime, name, runtime.describe(name, request, runtime.plain(), null))
                .read(new Argument(DNNL_ARG_SRC_0, whole, x.slot()))
                .read(new Argument(DNNL_ARG_SRC_1, arrangement.wholeFactors(), s.slot()))
                .write(new Argument(DNNL_ARG_DST, whole, slot))
                .emit(draft);
        return new Representation(slot, x.layout());
    }

    private void gradient(Node node, PlanDraft draft) {
        Arrangement arrangement = Arrangement.of(draft.first(node.input(0)));
        Representation x = OneDnnConverter.as(draft, node.input(0), arrangement.map());
        Representation dy = OneDnnConverter.as(draft, node.input(2), arrangement.map());
        if (draft.isNeeded(node.output(1))) {
            draft.define(node.output(1), byFactors(node, x, dy, draft));
        }
        if (draft.isNeeded(node.output(0))) {
            draft.define(node.output(0), scaled(node.kind(), dy, node.input(1), arrangement, draft));
        }
    }

    /** The sum of x times dy over the positions: their mean times the number of positions. */
    private Representation byFactors(Node node, Representation x, Representation dy, PlanDraft draft) {
        dnnl_memory_desc_t layout = Descriptors.of(x.layout());
        dnnl_binary_desc_t request = new dnnl_binary_desc_t();
        OneDnn.check(node.kind(), dnnl_binary_desc_init(request, dnnl_binary_mul, layout, layout, layout));
        Representation product = new Representation(draft.allocate(x.layout()), x.layout());
        new PrimitiveStep(runtime, node.kind(), runtime.describe(node.kind(), request, runtime.plain(), null))
                .read(Argument.of(DNNL_ARG_SRC_0, x))
                .read(Argument.of(DNNL_ARG_SRC_1, dy))
                .write(Argument.of(DNNL_ARG_DST, product))
                .emit(draft);
        TensorSpec spec = x.layout().spec();
        long[] whole = {spec.extent(2), spec.extent(3)};
        Window window = new Window(whole, new long[] {1, 1}, new long[2], new long[2], new long[2]);
        Representation mean = new Pooling(
                        runtime, dnnl_pooling_avg_include_padding, spec, draft.spec(node.output(1)), window)
                .pool(node.kind() + " sum", draft, product, Optional.empty());
        multiply(node.kind() + " sum", mean, (double) (whole[0] * whole[1]), draft);
        return mean;
    }

    private void multiply(String name, Representation value, double factor, PlanDraft draft) {
        dnnl_eltwise_desc_t request = new dnnl_eltwise_desc_t();
        OneDnn.check(
                name,
                dnnl_eltwise_forward_desc_init(
                        request,
                        dnnl_forward_inference,
                        dnnl_eltwise_linear,
                        Descriptors.of(value.layout()),
                        (float) factor,
                        0));
        dnnl_primitive_desc description = runtime.describe(name, request, runtime.plain(), null);
        new PrimitiveStep(runtime, name, description)
                .read(Argument.of(DNNL_ARG_SRC, value))
                .write(Argument.of(DNNL_ARG_DST, value))
                .emit(draft);
    }

    /**
     * The arrangement of the map in memory: channels in blocks of sixteen, or row-major.
     *
     * @param type of its elements
     * @param tag oneDNN's name for it
     * @param spec extents of the map
     * @param channels channels per image in memory, padding included
     */
    private record Arrangement(ElementType type, int tag, TensorSpec spec, long channels) {

        static Arrangement of(Representation x) {
            TensorSpec spec = x.layout().spec();
            ElementType type = ElementType.of(Descriptors.of(x.layout()));
            dnnl_memory_desc_t blocked = Descriptors.tagged(type, dnnl_aBcd16b, spec.shape());
            long padded = (spec.extent(1) + BLOCK - 1) / BLOCK * BLOCK;
            return Descriptors.equal(Descriptors.of(x.layout()), blocked)
                    ? new Arrangement(type, dnnl_aBcd16b, spec, padded)
                    : new Arrangement(type, dnnl_abcd, spec, spec.extent(1));
        }

        dnnl_memory_desc_t map() {
            return Descriptors.tagged(type, tag, spec.shape());
        }

        dnnl_memory_desc_t factors() {
            return Descriptors.tagged(type, tag, spec.extent(0), spec.extent(1), 1, 1);
        }

        dnnl_memory_desc_t wholeMap() {
            return Descriptors.tagged(type, tag, 1, spec.extent(0) * channels, spec.extent(2), spec.extent(3));
        }

        dnnl_memory_desc_t wholeFactors() {
            return Descriptors.tagged(type, tag, 1, spec.extent(0) * channels, 1, 1);
        }
    }
}
