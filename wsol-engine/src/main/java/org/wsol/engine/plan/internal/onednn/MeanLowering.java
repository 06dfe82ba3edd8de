package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Step;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;

/** Lowers the mean over rows and columns, and its gradient, to average pooling with one window. */
final class MeanLowering implements Lowering {
    private static final long[] SPATIAL = {2, 3};

    private final OneDnn runtime;
    private final OneDnnConverter converter;

    MeanLowering(OneDnn runtime, OneDnnConverter converter) {
        this.runtime = runtime;
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        TensorSpec x = draft.spec(node.input(0));
        if (x.rank() != 4 || x.type() != DataType.FLOAT) {
            return false;
        }
        if (node.kind().equals("reduce_mean") && isSpatialMean(node)) {
            forward(node, x, draft);
            return true;
        }
        if (node.kind().equals("reduce_mean_bp") && isSpatialGradient(node)) {
            backward(node, x, draft);
            return true;
        }
        return false;
    }

    private static boolean isSpatialMean(Node node) {
        return node.operation() instanceof Operation.Legacy legacy
                && node.inputs().size() == 1
                && legacy.function() instanceof org.nd4j.linalg.api.ops.BaseReduceOp reduction
                && reduction.dimensions() != null
                && Arrays.equals(reduction.dimensions().toLongVector(), SPATIAL);
    }

    private static boolean isSpatialGradient(Node node) {
        return node.operation() instanceof Operation.Custom custom
                && node.inputs().size() == 2
                && custom.integers().equals(List.of(2L, 3L));
    }

    private void forward(Node node, TensorSpec x, PlanDraft draft) {
        Pooling pooling = pooling(x);
        Representation pooled = pooling.pool("spatial mean", draft, single(node.input(0), draft), Optional.empty());
        Representation dense = pooled;
        if (!pooled.layout().isDense()) {
            Layout layout = Layout.Strided.dense(pooling.y());
            dense = new Representation(draft.allocate(layout), layout);
            draft.emit(converter.convert(pooled, dense, draft));
        }
        draft.define(
                node.output(0), new Representation(dense.slot(), Layout.Strided.dense(draft.spec(node.output(0)))));
    }

    /** The map in single precision: a mean of thousands of numbers is more precise than bfloat16. */
    private static Representation single(String value, PlanDraft draft) {
        return draft.find(value, layout -> layout.spec().type() == DataType.FLOAT)
                .orElseGet(() -> draft.dense(value));
    }

    private void backward(Node node, TensorSpec x, PlanDraft draft) {
        Pooling pooling = pooling(x);
        Representation dx = pooling.spread(
                "spatial mean gradient",
                draft,
                Descriptors.of(single(node.input(0), draft).layout()),
                layout -> pooledGradient(node, pooling.y(), layout, draft),
                Optional.empty());
        draft.define(node.output(0), dx);
    }

    private Representation pooledGradient(Node node, TensorSpec pooled, dnnl_memory_desc_t wanted, PlanDraft draft) {
        Representation dense = draft.dense(node.input(1));
        Representation given = new Representation(dense.slot(), Layout.Strided.dense(pooled));
        Layout layout = BlockedLayout.of(pooled, wanted);
        if (layout.isDense()) {
            return given;
        }
        Representation converted = new Representation(draft.allocate(layout), layout);
        Step step = converter.convert(given, converted, draft);
        draft.emit(step);
        return converted;
    }

    private Pooling pooling(TensorSpec x) {
        TensorSpec y = new TensorSpec(x.type(), new long[] {x.extent(0), x.extent(1), 1, 1});
        long[] whole = {x.extent(2), x.extent(3)};
        Window window = new Window(whole, new long[] {1, 1}, new long[2], new long[2], new long[2]);
        return new Pooling(runtime, dnnl_pooling_avg_include_padding, x, y, window);
    }
}
