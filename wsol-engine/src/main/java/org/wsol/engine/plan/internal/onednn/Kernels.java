package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/**
 * Convolution kernels between ND4J's order of dimensions (rows, columns, in, out), depthwise (rows, columns, channel,
 * multiplier), and oneDNN's (out, in, rows, columns), depthwise (channel, multiplier, 1, rows, columns). In groups, both are
 * PyTorch's (out, in of a group, rows, columns), which oneDNN sees with the groups as a dimension of their own.
 *
 * @param form the order of dimensions
 * @param groups the number of groups; 1 for dense and depthwise kernels
 */
record Kernels(Form form, int groups) {
    private static final int GROUPS = 11;

    /** How kernels are ordered. */
    enum Form {
        /** All channels together. */
        DENSE,
        /** Every channel has its own kernels. */
        DEPTHWISE,
        /** Channels in groups. */
        GROUPED
    }

    /** The order that belongs to a convolution or its gradient. */
    static Kernels of(Operation.Custom call) {
        if (call.kind().startsWith(Fused.GROUPED_CONVOLUTION)) {
            return new Kernels(Form.GROUPED, call.integer(GROUPS));
        }
        return new Kernels(call.kind().startsWith("depthwise") ? Form.DEPTHWISE : Form.DENSE, 1);
    }

    /** Extents in oneDNN's order. */
    long[] extents(TensorSpec spec) {
        return switch (form) {
            case DENSE -> new long[] {spec.extent(3), spec.extent(2), spec.extent(0), spec.extent(1)};
            case DEPTHWISE -> new long[] {spec.extent(2), spec.extent(3), 1, spec.extent(0), spec.extent(1)};
            case GROUPED ->
                new long[] {groups, spec.extent(0) / groups, spec.extent(1), spec.extent(2), spec.extent(3)};
        };
    }

    /** A descriptor in oneDNN's order for one in ND4J's. */
    dnnl_memory_desc_t toOneDnn(dnnl_memory_desc_t descriptor, TensorSpec spec) {
        return switch (form) {
            case DENSE -> Descriptors.permuted(descriptor, 3, 2, 0, 1);
            case DEPTHWISE -> reshaped(Descriptors.permuted(descriptor, 2, 3, 0, 1), extents(spec));
            case GROUPED -> reshaped(descriptor, extents(spec));
        };
    }

    /** A descriptor in ND4J's order for one in oneDNN's. */
    dnnl_memory_desc_t fromOneDnn(dnnl_memory_desc_t descriptor, TensorSpec spec) {
        if (form == Form.DENSE) {
            return Descriptors.permuted(descriptor, 2, 3, 1, 0);
        }
        long[] flat = {spec.extent(2), spec.extent(3), spec.extent(0), spec.extent(1)};
        return Descriptors.permuted(reshaped(descriptor, flat), 2, 3, 0, 1);
    }

    /** A kernel in the arrangement required by a primitive, in oneDNN's order. */
    Argument weights(PlanDraft draft, String value, dnnl_memory_desc_t wanted, OneDnnConverter converter) {
        TensorSpec spec = draft.spec(value);
        BlockedLayout asked = new BlockedLayout(spec, wanted);
        Layout target = isOnlyOneDnns(asked) ? asked : new BlockedLayout(spec, fromOneDnn(wanted, spec));
        Representation there = draft.as(
                value,
                target,
                layout -> Descriptors.equal(seen(layout, spec), wanted),
                (from, to) -> reorder(from, to, wanted, converter, draft));
        return new Argument(DNNL_ARG_WEIGHTS, wanted, there.slot());
    }

    private dnnl_memory_desc_t seen(Layout layout, TensorSpec spec) {
        boolean seen = layout instanceof BlockedLayout blocked && isOnlyOneDnns(blocked);
        return seen ? Descriptors.of(layout) : toOneDnn(Descriptors.of(layout), spec);
    }

    /** Whether a layout is kept in oneDNN's dimensions because it cannot be expressed in ND4J's. */
    private boolean isOnlyOneDnns(BlockedLayout layout) {
        return form == Form.GROUPED || layout.isOpaque();
    }

    /** The gradient with respect to the weight, from oneDNN's output. */
    Representation gradient(
            PlanDraft draft, dnnl_memory_desc_t written, Slot slot, TensorSpec spec, OneDnnConverter converter) {
        if (form != Form.GROUPED) {
            return new Representation(slot, new BlockedLayout(spec, fromOneDnn(written, spec)));
        }
        Layout dense = Layout.Strided.dense(spec);
        Representation result = new Representation(draft.allocate(dense), dense);
        draft.emit(converter.reorder(
                "weights gradient reorder",
                new Argument(DNNL_ARG_FROM, written, slot),
                new Argument(DNNL_ARG_TO, Descriptors.dense(extents(spec)), result.slot()),
                draft));
        return result;
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
