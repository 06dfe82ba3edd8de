package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Optional;
import org.bytedeco.dnnl.dnnl_binary_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_post_ops;
import org.bytedeco.dnnl.dnnl_primitive_attr;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers sums of two values of one shape, in place of one of them if it is no longer needed. */
final class SumLowering implements Lowering {
    private final OneDnn runtime;

    SumLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (!(node.operation() instanceof Fused.Sum sum)) {
            return false;
        }
        Representation a = blockedFirst(draft, node.input(0), node.input(1));
        dnnl_memory_desc_t layout = Descriptors.of(a.layout());
        Representation first = OneDnnConverter.as(draft, node.input(0), layout);
        Representation second = OneDnnConverter.as(draft, node.input(1), layout);
        dnnl_binary_desc_t request = new dnnl_binary_desc_t();
        OneDnn.check(node.kind(), dnnl_binary_desc_init(request, dnnl_binary_add, layout, layout, layout));
        // oneDNN 2.5 skips the operations after a sum if channels are padded to whole blocks.
        boolean apart = sum.limit() > 0
                && Descriptors.length(layout) > a.layout().spec().length();
        Fused.Sum ofOneStep = apart ? new Fused.Sum(0) : sum;
        dnnl_primitive_desc description = runtime.describe(node.kind(), request, attributes(ofOneStep), null);
        Optional<Slot> own = draft.overwritable(first);
        if (own.isEmpty()) {
            own = draft.overwritable(second);
            Representation swapped = first;
            first = own.isPresent() ? second : first;
            second = own.isPresent() ? swapped : second;
        }
        Representation result = new Representation(own.orElseGet(() -> draft.allocate(a.layout())), a.layout());
        new PrimitiveStep(runtime, node.kind(), description)
                .read(Argument.of(DNNL_ARG_SRC_0, first))
                .read(Argument.of(DNNL_ARG_SRC_1, second))
                .write(Argument.of(DNNL_ARG_DST, result))
                .emit(draft);
        if (apart) {
            new RectifierLowering(runtime).emit(node.kind(), result, result, sum.limit(), draft);
        }
        draft.define(node.output(0), result);
        return true;
    }

    /** The side whose layout the sum takes: a blocked one if available. */
    private static Representation blockedFirst(PlanDraft draft, String a, String b) {
        Representation first = draft.first(a);
        Representation second = draft.first(b);
        return first.layout().isDense() ? second : first;
    }

    private dnnl_primitive_attr attributes(Fused.Sum sum) {
        if (sum.limit() == 0) {
            return runtime.plain();
        }
        dnnl_post_ops after = new dnnl_post_ops();
        OneDnn.check("post-operations", dnnl_post_ops_create(after));
        Rectifiers.append(after, sum.limit());
        dnnl_primitive_attr attributes = runtime.attributes(after);
        dnnl_post_ops_destroy(after);
        return attributes;
    }
}
