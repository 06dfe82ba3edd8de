package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * Convolution kernels between ND4J's order of dimensions (rows, columns, in, out), depthwise (rows, columns, channel,
 * multiplier), and oneDNN's (out, in, rows, columns), depthwise (channel, multiplier, 1, rows, columns).
 *
 * @param depthwise whether every channel has kernels of its own
 */
record Kernels(boolean depthwise) {

    /** Extents in oneDNN's order. */
    long[] extents(TensorSpec spec) {
        return depthwise
                ? new long[] {spec.extent(2), spec.extent(3), 1, spec.extent(0), spec.extent(1)}
                : new long[] {spec.extent(3), spec.extent(2), spec.extent(0), spec.extent(1)};
    }

    /** A descriptor in oneDNN's order for one in ND4J's. */
    dnnl_memory_desc_t toOneDnn(dnnl_memory_desc_t descriptor, TensorSpec spec) {
        if (!depthwise) {
            return Descriptors.permuted(descriptor, 3, 2, 0, 1);
        }
        return reshaped(Descriptors.permuted(descriptor, 2, 3, 0, 1), extents(spec));
    }

    /** A descriptor in ND4J's order for one in oneDNN's. */
    dnnl_memory_desc_t fromOneDnn(dnnl_memory_desc_t descriptor, TensorSpec spec) {
        if (!depthwise) {
            return Descriptors.permuted(descriptor, 2, 3, 1, 0);
        }
        long[] flat = {spec.extent(2), spec.extent(3), spec.extent(0), spec.extent(1)};
        return Descriptors.permuted(reshaped(descriptor, flat), 2, 3, 0, 1);
    }

    /** A kernel in the arrangement a primitive asks for, in oneDNN's order. */
    Argument weights(PlanDraft draft, String value, dnnl_memory_desc_t wanted, OneDnnConverter converter) {
        TensorSpec spec = draft.spec(value);
        BlockedLayout asked = new BlockedLayout(spec, wanted);
        Layout target = asked.isOpaque() ? asked : new BlockedLayout(spec, fromOneDnn(wanted, spec));
        Representation there = draft.as(
                value,
                target,
                layout -> Descriptors.equal(seen(layout, spec), wanted),
                (from, to) -> reorder(from, to, wanted, converter, draft));
        return new Argument(DNNL_ARG_WEIGHTS, wanted, there.slot());
    }

    private dnnl_memory_desc_t seen(Layout layout, TensorSpec spec) {
        boolean opaque = layout instanceof BlockedLayout blocked && blocked.isOpaque();
        return opaque ? Descriptors.of(layout) : toOneDnn(Descriptors.of(layout), spec);
    }

    private Step reorder(
            Representation from,
            Representation to,
            dnnl_memory_desc_t wanted,
            OneDnnConverter converter,
            PlanDraft draft) {
        dnnl_memory_desc_t source =
                toOneDnn(Descriptors.of(from.layout()), from.layout().spec());
        return converter.reorder(
                "weights reorder",
                new Argument(DNNL_ARG_FROM, source, from.slot()),
                new Argument(DNNL_ARG_TO, wanted, to.slot()),
                draft);
    }

    private static dnnl_memory_desc_t reshaped(dnnl_memory_desc_t descriptor, long[] extents) {
        dnnl_memory_desc_t result = new dnnl_memory_desc_t();
        OneDnn.check("reshape", dnnl_memory_desc_reshape(result, descriptor, extents.length, extents));
        return result;
    }
}
