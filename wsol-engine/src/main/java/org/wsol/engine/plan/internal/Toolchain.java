package org.wsol.engine.plan.internal;

import java.util.List;
import java.util.Map;

/** What an engine contributes to compilation: rewrites of the graph, lowerings of operations, layouts. */
public interface Toolchain extends AutoCloseable {

    /**
     * Replaces operations by cheaper ones with the same results.
     *
     * @param specs type and shape of every value; new values are added here
     */
    NodeGraph rewrite(NodeGraph graph, Map<String, TensorSpec> specs);

    /** New lowerings for one draft, tried in order; the last accepts any operation. */
    List<Lowering> lowerings();

    /** The engine's layouts. */
    LayoutConverter converter();

    @Override
    void close();
}
