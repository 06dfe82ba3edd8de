package org.wsol.engine.plan;

import java.util.List;
import java.util.Map;
import org.wsol.engine.plan.kernel.AliasLowering;
import org.wsol.engine.plan.kernel.DenseConverter;
import org.wsol.engine.plan.kernel.NativeLowering;
import org.wsol.engine.plan.rewrite.DetourRewrite;
import org.wsol.engine.plan.rewrite.GradientRewrite;

/** ND4J's own kernels for everything: any backend, any element type. */
final class Nd4jToolchain implements Toolchain {

    @Override
    public NodeGraph rewrite(NodeGraph graph, Map<String, TensorSpec> specs) {
        return new GradientRewrite().apply(new DetourRewrite().apply(graph, specs), specs);
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
