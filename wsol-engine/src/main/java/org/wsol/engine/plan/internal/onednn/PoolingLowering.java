package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.internal.Required;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers max and average pooling and their gradients in the layout of the feature map. One draft only. */
final class PoolingLowering implements Lowering {
    private static final int PADDING_COUNTS = 9;
    private static final int FORMAT = 10;

    private final OneDnn runtime;
    private final Map<String, dnnl_memory_desc_t> pooledLayouts = new HashMap<>();

    PoolingLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.MaxPool pool) {
            maxPool(node, pool.call(), draft);
            return true;
        }
        if (node.operation() instanceof Fused.MaxPoolGradient pool) {
            maxPoolGradient(node, pool.call(), draft);
            return true;
        }
        boolean average = node.operation() instanceof Operation.Custom call
                && node.kind().startsWith("avgpool2d")
                && call.integer(FORMAT) == 0
                && draft.spec(node.input(0)).type() == DataType.FLOAT;
        if (average) {
            average(node, (Operation.Custom) node.operation(), draft);
        }
        return average;
    }

    private void maxPool(Node node, Operation.Custom call, PlanDraft draft) {
        Representation x = draft.first(node.input(0));
        TensorSpec y = draft.spec(node.output(0));
        Optional<String> places = Optional.of(node.output(1)).filter(draft::isNeeded);
        places.ifPresent(value -> pooledLayouts.put(value, Descriptors.of(x.layout())));
        Pooling pooling = pooling(dnnl_pooling_max, call, x.layout().spec(), y);
        draft.define(node.output(0), pooling.pool(node.kind(), draft, x, places));
    }

    private void maxPoolGradient(Node node, Operation.Custom call, PlanDraft draft) {
        Pooling pooling = pooling(dnnl_pooling_max, call, draft.spec(node.output(0)), draft.spec(node.input(1)));
        Representation dx = pooling.spread(
                node.kind(),
                draft,
                Required.value(pooledLayouts, node.input(0)),
                layout -> OneDnnConverter.as(draft, node.input(1), layout),
                Optional.of(draft.first(node.input(0))));
        draft.define(node.output(0), dx);
    }

    private void average(Node node, Operation.Custom call, PlanDraft draft) {
        int algorithm =
                call.integer(PADDING_COUNTS) == 0 ? dnnl_pooling_avg_exclude_padding : dnnl_pooling_avg_include_padding;
        Representation x = draft.first(node.input(0));
        if (node.kind().equals("avgpool2d")) {
            Pooling pooling = pooling(algorithm, call, x.layout().spec(), draft.spec(node.output(0)));
            draft.define(node.output(0), pooling.pool(node.kind(), draft, x, Optional.empty()));
            return;
        }
        Pooling pooling = pooling(algorithm, call, x.layout().spec(), draft.spec(node.input(1)));
        Representation dx = pooling.spread(
                node.kind(),
                draft,
                Descriptors.of(x.layout()),
                layout -> OneDnnConverter.as(draft, node.input(1), layout),
                Optional.empty());
        draft.define(node.output(0), dx);
    }

    private Pooling pooling(int algorithm, Operation.Custom call, TensorSpec x, TensorSpec y) {
        return new Pooling(runtime, algorithm, x, y, Window.of(call, x, y));
    }
}
