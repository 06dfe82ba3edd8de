package org.wsol.engine.plan.internal.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.Set;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.onednn.PrimitiveStep.Argument;
import org.wsol.engine.plan.internal.rewrite.Fused;

/**
 * Lowers the gradients of convolutions: with respect to the input only if needed, with respect to weight and bias in
 * one primitive.
 */
final class ConvolutionGradientLowering implements Lowering {
    private static final Set<String> KINDS =
            Set.of("conv2d_bp", "depthwise_conv2d_bp", Fused.GROUPED_CONVOLUTION + "_bp");
    private static final int FORMAT = 9;

    private final OneDnn runtime;
    private final OneDnnConverter converter;

    ConvolutionGradientLowering(OneDnn runtime, OneDnnConverter converter) {
        this.runtime = runtime;
        this.converter = converter;
    }

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        boolean known = KINDS.contains(node.kind())
                && node.operation() instanceof Operation.Custom custom
                && custom.integer(FORMAT) == 0
                && draft.spec(node.input(0)).type() == DataType.FLOAT;
        if (!known) {
            return false;
        }
        Gradient gradient = Gradient.of(node, draft, runtime);
        if (draft.isNeeded(node.output(0))) {
            byInput(node, draft, gradient);
        }
        boolean byBias = gradient.geometry.biased() && draft.isNeeded(node.output(2));
        if (byBias || draft.isNeeded(node.output(1))) {
            byWeight(node, draft, gradient, byBias);
        }
        return true;
    }

    private void byInput(Node node, PlanDraft draft, Gradient gradient) {
        ConvolutionGeometry geometry = gradient.geometry;
        dnnl_primitive_desc description =
                runtime.describe(node.kind(), geometry.byInput(), runtime.plain(), gradient.forward);
        Representation dy =
                OneDnnConverter.as(draft, gradient.outputGradient, OneDnn.query(description, dnnl_query_diff_dst_md));
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind() + " input", description)
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .read(geometry.kernels()
                        .weights(draft, node.input(1), OneDnn.query(description, dnnl_query_weights_md), converter));
        Layout layout = BlockedLayout.of(geometry.x(), OneDnn.query(description, dnnl_query_diff_src_md));
        Representation dx = new Representation(draft.allocate(layout), layout);
        step.write(Argument.of(DNNL_ARG_DIFF_SRC, dx)).emit(draft);
        draft.define(node.output(0), dx);
    }

    private void byWeight(Node node, PlanDraft draft, Gradient gradient, boolean byBias) {
        ConvolutionGeometry geometry = gradient.geometry;
        dnnl_primitive_desc description =
                runtime.describe(node.kind(), geometry.byWeight(byBias), runtime.plain(), gradient.forward);
        Representation x = OneDnnConverter.as(draft, node.input(0), OneDnn.query(description, dnnl_query_src_md));
        Representation dy =
                OneDnnConverter.as(draft, gradient.outputGradient, OneDnn.query(description, dnnl_query_diff_dst_md));
        dnnl_memory_desc_t result = OneDnn.query(description, dnnl_query_diff_weights_md);
        Slot weights = draft.allocate(DataType.FLOAT, Descriptors.length(result));
        PrimitiveStep step = new PrimitiveStep(runtime, node.kind() + " weight", description)
                .read(Argument.of(DNNL_ARG_SRC, x))
                .read(Argument.of(DNNL_ARG_DIFF_DST, dy))
                .write(new Argument(DNNL_ARG_DIFF_WEIGHTS, result, weights));
        if (byBias) {
            Layout layout = Layout.Strided.dense(draft.spec(node.output(2)));
            Representation db = new Representation(draft.allocate(layout), layout);
            step.write(Argument.of(DNNL_ARG_DIFF_BIAS, db));
            draft.define(node.output(2), db);
        }
        step.emit(draft);
        draft.define(node.output(1), geometry.kernels().gradient(draft, result, weights, geometry.weight(), converter));
    }

    /** The data that both parts of the gradient share. */
    private record Gradient(ConvolutionGeometry geometry, String outputGradient, dnnl_primitive_desc forward) {

        static Gradient of(Node node, PlanDraft draft, OneDnn runtime) {
            Operation.Custom custom = (Operation.Custom) node.operation();
            String outputGradient = node.inputs().get(node.inputs().size() - 1);
            TensorSpec x = draft.spec(node.input(0));
            TensorSpec y = draft.spec(outputGradient);
            ConvolutionGeometry geometry = new ConvolutionGeometry(
                    Kernels.of(custom),
                    x,
                    draft.spec(node.input(1)),
                    y,
                    Window.of(custom, x, y),
                    node.inputs().size() > 3,
                    runtime.activations());
            dnnl_primitive_desc forward = runtime.describe(
                    node.kind(),
                    geometry.forward(dnnl_forward_training, dnnl_convolution_direct),
                    runtime.plain(),
                    null);
            return new Gradient(geometry, outputGradient, forward);
        }
    }
}
