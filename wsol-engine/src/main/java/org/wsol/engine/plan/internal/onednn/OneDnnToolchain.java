package org.wsol.engine.plan.internal.onednn;

import java.util.List;
import java.util.Map;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain;
import org.wsol.engine.plan.internal.Toolchain.LayoutConverter;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.kernel.AliasLowering;
import org.wsol.engine.plan.internal.kernel.NativeLowering;
import org.wsol.engine.plan.internal.rewrite.OneDnnRewrite;

/** oneDNN's primitives where they exist, ND4J's kernels for the rest. */
public final class OneDnnToolchain implements Toolchain {
    private final OneDnn runtime;
    private final OneDnnConverter converter;

    /**
     * Opens oneDNN.
     *
     * @param bfloat16 whether feature maps and the operands of convolutions are bfloat16
     */
    public OneDnnToolchain(boolean bfloat16) {
        runtime = new OneDnn(bfloat16 ? ElementType.BFLOAT16 : ElementType.FLOAT32);
        converter = new OneDnnConverter(runtime);
    }

    /** Whether the processor supports bfloat16. */
    public static boolean hasBfloat16() {
        return OneDnn.hasBfloat16();
    }

    @Override
    public NodeGraph rewrite(NodeGraph graph, Map<String, TensorSpec> specs) {
        return new OneDnnRewrite().apply(graph, specs);
    }

    @Override
    public List<Lowering> lowerings() {
        return List.of(
                new ConvolutionLowering(runtime, converter),
                new ConvolutionGradientLowering(runtime, converter),
                new BatchNormLowering(runtime),
                new RectifierLowering(runtime),
                new ElementwiseLowering(runtime),
                new LayerNormLowering(runtime),
                new ChannelScaleLowering(runtime),
                new SumLowering(runtime),
                new MatMulLowering(runtime),
                new SoftmaxLowering(runtime),
                new SplitLowering(converter),
                new PoolingLowering(runtime),
                new MeanLowering(runtime, converter),
                new ConcatLowering(runtime, converter),
                new PermuteLowering(),
                new AliasLowering(),
                new NativeLowering());
    }

    @Override
    public LayoutConverter converter() {
        return converter;
    }

    @Override
    public void close() {
        runtime.close();
    }
}
