package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.Toolchain.LayoutConverter;
import org.wsol.engine.plan.internal.kernel.DenseConverter;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;

/** Converts between ND4J's and oneDNN's layouts with oneDNN's reorder. */
final class OneDnnConverter implements LayoutConverter {
    private final OneDnn runtime;
    private final DenseConverter dense = new DenseConverter();

    OneDnnConverter(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public long length(Layout layout) {
        return layout instanceof BlockedLayout blocked
                ? Descriptors.length(blocked.descriptor())
                : layout.spec().length();
    }

    @Override
    public Step convert(Representation from, Representation to, PlanDraft draft) {
        if (from.layout() instanceof Layout.Strided
                && to.layout() instanceof Layout.Strided
                && from.layout().spec().type() != DataType.FLOAT) {
            return dense.convert(from, to, draft);
        }
        return reorder("reorder", Argument.of(DNNL_ARG_FROM, from), Argument.of(DNNL_ARG_TO, to), draft);
    }

    /** A copy from one arrangement to another of the same extents. */
    Step reorder(String name, Argument from, Argument to, PlanDraft draft) {
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                name,
                dnnl_reorder_primitive_desc_create(
                        description,
                        from.descriptor(),
                        runtime.engine(),
                        to.descriptor(),
                        runtime.engine(),
                        runtime.plain()));
        runtime.own(description);
        return new PrimitiveStep(runtime, name, description)
                .read(from)
                .write(to)
                .build(draft);
    }

    /** A value in an arrangement, converted if it does not exist in that arrangement. */
    static Representation as(PlanDraft draft, String value, dnnl_memory_desc_t wanted) {
        Layout target = BlockedLayout.of(draft.spec(value), wanted);
        return draft.as(value, target, layout -> Descriptors.equal(Descriptors.of(layout), wanted));
    }
}
