package org.wsol.engine.plan.internal.rewrite;

import java.util.Map;
import org.wsol.engine.plan.internal.NodeGraph;
import org.wsol.engine.plan.internal.TensorSpec;

/** All rewrites for an engine that supports the {@link Fused} operations. */
public final class OneDnnRewrite {

    /** Rewrites; programs not in single precision get the general rewrites only. */
    public NodeGraph apply(NodeGraph graph, Map<String, TensorSpec> specs) {
        NodeGraph whole = new CompositeRewrite(true).apply(graph, specs);
        NodeGraph general = new GradientRewrite().apply(new DetourRewrite().apply(whole, specs), specs);
        NodeGraph resultBased = new SoftmaxRewrite(specs).apply(new RectifierRewrite(specs).apply(general));
        NodeGraph typed = new TypedRewrite(specs).apply(resultBased);
        NodeGraph normalized = new RectifiedBatchNormRewrite().apply(new BatchNormRewrite(specs).apply(typed));
        return new FollowerRewrite().apply(normalized);
    }
}
