package org.wsol.engine.plan.internal.nd4j;

import java.util.List;
import java.util.Map;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.TensorSpec;
import org.wsol.engine.plan.internal.Toolchain;
import org.wsol.engine.plan.internal.Toolchain.LayoutConverter;
import org.wsol.engine.plan.internal.Toolchain.Lowering;
import org.wsol.engine.plan.internal.kernel.AliasLowering;
import org.wsol.engine.plan.internal.kernel.DenseConverter;
import org.wsol.engine.plan.internal.kernel.NativeLowering;
import org.wsol.engine.plan.internal.rewrite.CompositeRewrite;
import org.wsol.engine.plan.internal.rewrite.DetourRewrite;
import org.wsol.engine.plan.internal.rewrite.GradientRewrite;

/** ND4J's own kernels for everything: any backend, any element type. */
public final class Nd4jToolchain implements Toolchain {

    @Override
    public NodeGraph rewrite(NodeGraph graph, Map<String, TensorSpec> specs) {
        NodeGraph composed = new CompositeRewrite(false).apply(graph, specs);
        return new GradientRewrite().apply(new DetourRewrite().apply(composed, specs), specs);
    }

    @Override
    public List<Lowering> lowerings() {
        return List.of(new AliasLowering(), new NativeLowering());
    }

    @Override
    public LayoutConverter converter() {
        return new DenseConverter();
    }

    @Override
    public void close() {}
}
