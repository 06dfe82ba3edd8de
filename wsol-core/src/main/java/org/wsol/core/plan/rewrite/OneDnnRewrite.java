package org.wsol.core.plan.rewrite;

import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.core.plan.NodeGraph;
import org.wsol.core.plan.TensorSpec;

/** All rewrites for an engine that knows the {@link Fused} operations. */
public final class OneDnnRewrite {

    /** Rewrites; graphs in double precision get the general rewrites only. */
    public NodeGraph apply(NodeGraph graph, Map<String, TensorSpec> specs) {
        NodeGraph general = new GradientRewrite().apply(new DetourRewrite().apply(graph, specs), specs);
        boolean single = specs.values().stream().noneMatch(spec -> spec.type() == DataType.DOUBLE);
        if (!single) {
            return general;
        }
        NodeGraph typed = new TypedRewrite(specs).apply(new RectifierRewrite().apply(general));
        NodeGraph normalized = new RectifiedBatchNormRewrite().apply(new BatchNormRewrite().apply(typed));
        return new FollowerRewrite().apply(normalized);
    }
}
