package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.dnnl_layer_normalization_desc_t;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.nd4j.LayerNorm;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/** Lowers layer normalisation and its gradient; channels of feature maps are moved last in memory. */
final class LayerNormLowering implements Lowering {
    private static final int[] CHANNELS_LAST = {0, 2, 3, 1};

    private final OneDnn runtime;

    LayerNormLowering(OneDnn runtime) {
        this.runtime = runtime;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.operation() instanceof Fused.LayerNorm norm) {
            forward(node, norm.norm(), draft);
            return true;
        }
        if (node.operation() instanceof Fused.LayerNormGradient gradient) {
            backward(node, gradient.norm(), draft);
            return true;
        }
        return false;
    }

    private void forward(Node node, LayerNorm norm, PlanDraft draft) {
        Rows rows = Rows.of(norm, draft.spec(node.input(0)));
        Representation x = OneDnnConverter.as(draft, node.input(0), rows.layout());
        Representation y = new Representation(
                draft.allocate(x.layout()), BlockedLayout.of(draft.spec(node.input(0)), rows.layout()));
        Representation mean = statistic(draft, node.output(1), rows);
        Representation variance = statistic(draft, node.output(2), rows);
        new PrimitiveStep(runtime, node.kind(), describe(rows, norm))
                .read(rows.seen(DNNL_ARG_SRC, x.slot()))
                .read(Argument.of(DNNL_ARG_SCALE, draft.dense(node.input(1))))
                .read(Argument.of(DNNL_ARG_SHIFT, draft.dense(node.input(2))))
                .write(new Argument(DNNL_ARG_MEAN, rows.statistics(), mean.slot()))
                .write(new Argument(DNNL_ARG_VARIANCE, rows.statistics(), variance.slot()))
                .write(rows.seen(DNNL_ARG_DST, y.slot()))
                .emit(draft);
        draft.define(node.output(0), y);
        draft.define(node.output(1), mean);
        draft.define(node.output(2), variance);
    }

    private void backward(Node node, LayerNorm norm, PlanDraft draft) {
        TensorSpec spec = draft.spec(node.input(0));
        Rows rows = Rows.of(norm, spec);
        Representation x = OneDnnConverter.as(draft, node.input(0), rows.layout());
        Representation dy = OneDnnConverter.as(draft, node.input(3), rows.layout());
        dnnl_layer_normalization_desc_t request = new dnnl_layer_normalization_desc_t();
        OneDnn.check(
                node.kind(),
                dnnl_layer_normalization_backward_desc_init(
                        request,
                        dnnl_backward,
                        rows.seen(),
                        rows.seen(),
                        rows.statistics(),
                        (float) norm.epsilon(),
                        dnnl_use_scale | dnnl_use_shift));
        dnnl_primitive_desc description = runtime.describe(node.kind(), request, runtime.plain(), describe(rows, norm));
        Representation dx = new Representation(
                draft.overwritable(dy).orElseGet(() -> draft.allocate(dy.layout())),
                BlockedLayout.of(spec, rows.layout()));
        Representation dGamma = dense(draft, node.output(1));
        Representation dBeta = dense(draft, node.output(2));
        new PrimitiveStep(runtime, node.kind(), description)
                .read(rows.seen(DNNL_ARG_SRC, x.slot()))
                .read(new Argument(
                        DNNL_ARG_MEAN,
                        rows.statistics(),
                        draft.first(node.input(4)).slot()))
                .read(new Argument(
                        DNNL_ARG_VARIANCE,
                        rows.statistics(),
                        draft.first(node.input(5)).slot()))
                .read(Argument.of(DNNL_ARG_SCALE, draft.dense(node.input(1))))
                .read(Argument.of(DNNL_ARG_SHIFT, draft.dense(node.input(2))))
                .read(rows.seen(DNNL_ARG_DIFF_DST, dy.slot()))
                .write(rows.seen(DNNL_ARG_DIFF_SRC, dx.slot()))
                .write(Argument.of(DNNL_ARG_DIFF_SCALE, dGamma))
                .write(Argument.of(DNNL_ARG_DIFF_SHIFT, dBeta))
                .emit(draft);
        draft.define(node.output(0), dx);
        draft.define(node.output(1), dGamma);
        draft.define(node.output(2), dBeta);
    }

    private dnnl_primitive_desc describe(Rows rows, LayerNorm norm) {
        dnnl_layer_normalization_desc_t request = new dnnl_layer_normalization_desc_t();
        OneDnn.check(
                "layer norm",
                dnnl_layer_normalization_forward_desc_init(
                        request,
                        dnnl_forward_training,
                        rows.seen(),
                        rows.statistics(),
                        (float) norm.epsilon(),
                        dnnl_use_scale | dnnl_use_shift));
        return runtime.describe("layer norm", request, runtime.plain(), null);
    }

    private static Representation statistic(PlanDraft draft, String value, Rows rows) {
        TensorSpec spec = new TensorSpec(DataType.FLOAT, new long[] {Descriptors.length(rows.statistics())});
        draft.declare(value, spec);
        return dense(draft, value);
    }

    private static Representation dense(PlanDraft draft, String value) {
        Layout layout = Layout.Strided.dense(draft.spec(value));
        Slot slot = draft.allocate(layout);
        return new Representation(slot, layout);
    }

    /**
     * The rows that are normalised.
     *
     * @param layout the value's layout in memory, dimensions in its own order
     * @param seen the same with the normalised dimension last
     * @param statistics one number for each row
     */
    private record Rows(dnnl_memory_desc_t layout, dnnl_memory_desc_t seen, dnnl_memory_desc_t statistics) {

        static Rows of(LayerNorm norm, TensorSpec spec) {
            long[] e = spec.shape();
            if (norm.axis() == norm.rank() - 1) {
                dnnl_memory_desc_t dense = Descriptors.dense(e);
                return new Rows(dense, dense, Descriptors.dense(java.util.Arrays.copyOf(e, e.length - 1)));
            }
            long[] strides = {e[1] * e[2] * e[3], 1, e[1] * e[3], e[1]};
            dnnl_memory_desc_t layout = Descriptors.strided(e, strides);
            return new Rows(layout, Descriptors.permuted(layout, CHANNELS_LAST), Descriptors.dense(e[0], e[2], e[3]));
        }

        Argument seen(int role, Slot slot) {
            return new Argument(role, seen, slot);
        }
    }
}
