package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;

/** Lowers concatenation along the channels, and its gradient, in the first part's layout. */
final class ConcatLowering implements Lowering {
    private static final int CHANNELS = 1;

    private final OneDnn runtime;
    private final OneDnnConverter converter;

    ConcatLowering(OneDnn runtime, OneDnnConverter converter) {
        this.runtime = runtime;
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        boolean known = node.operation() instanceof Operation.Custom custom
                && node.kind().startsWith("concat")
                && custom.integers().equals(List.of((long) CHANNELS))
                && custom.flags().stream().noneMatch(flag -> flag)
                && node.inputs().stream().allMatch(input -> isFeatureMap(draft.spec(input)));
        if (!known) {
            return false;
        }
        if (node.kind().equals("concat")) {
            join(node, draft);
        } else {
            split(node, draft);
        }
        return true;
    }

    private static boolean isFeatureMap(TensorSpec spec) {
        return spec.rank() == 4 && spec.type() == DataType.FLOAT;
    }

    private void join(Node node, PlanDraft draft) {
        List<Representation> parts = new ArrayList<>();
        dnnl_memory_desc_t descriptors = new dnnl_memory_desc_t(node.inputs().size());
        for (int i = 0; i < node.inputs().size(); i++) {
            Representation part = inCommonType(node, i, draft);
            parts.add(part);
            descriptors.position(i).put(Descriptors.of(part.layout()));
        }
        descriptors.position(0);
        dnnl_primitive_desc description = new dnnl_primitive_desc();
        OneDnn.check(
                node.kind(),
                dnnl_concat_primitive_desc_create(
                        description, null, parts.size(), CHANNELS, descriptors, runtime.plain(), runtime.engine()));
        runtime.own(description);
        TensorSpec spec = draft.spec(node.output(0));
        Layout layout = BlockedLayout.of(spec, OneDnn.query(description, dnnl_query_dst_md));
        Representation result = new Representation(draft.allocate(layout), layout);
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind(), description);
        for (int i = 0; i < parts.size(); i++) {
            step.read(Argument.of(DNNL_ARG_MULTIPLE_SRC + i, parts.get(i)));
        }
        step.write(Argument.of(DNNL_ARG_DST, result)).emit(draft);
        draft.define(node.output(0), result);
    }

    /** A part in the type that all have, or else in single precision. */
    private static Representation inCommonType(Node node, int index, PlanDraft draft) {
        boolean common = node.inputs().stream()
                        .map(input -> draft.first(input).layout().spec().type())
                        .distinct()
                        .count()
                == 1;
        return common ? draft.first(node.input(index)) : draft.dense(node.input(index));
    }

    private void split(Node node, PlanDraft draft) {
        String gradient = node.inputs().get(node.inputs().size() - 1);
        long offset = 0;
        for (int i = 0; i < node.outputs().size(); i++) {
            TensorSpec part = draft.spec(node.output(i));
            if (draft.isNeeded(node.output(i))) {
                extract(node, i, gradient, offset, draft);
            }
            offset += part.extent(CHANNELS);
        }
    }

    private void extract(Node node, int index, String gradient, long offset, PlanDraft draft) {
        TensorSpec part = draft.spec(node.output(index));
        dnnl_memory_desc_t window = new dnnl_memory_desc_t();
        long[] offsets = {0, offset, 0, 0};
        Representation whole = draft.first(gradient);
        int status = dnnl_memory_desc_init_submemory(window, Descriptors.of(whole.layout()), part.shape(), offsets);
        if (status != dnnl_success) {
            // The part does not begin at a block of channels.
            whole = draft.dense(gradient);
            OneDnn.check(
                    node.kind(),
                    dnnl_memory_desc_init_submemory(window, Descriptors.of(whole.layout()), part.shape(), offsets));
        }
        Layout layout = draft.first(node.input(index)).layout();
        Representation result = new Representation(draft.allocate(layout), layout);
        draft.emit(converter.reorder(
                node.kind(),
                new Argument(DNNL_ARG_FROM, window, whole.slot()),
                Argument.of(DNNL_ARG_TO, result),
                draft));
        draft.define(node.output(index), result);
    }
}
