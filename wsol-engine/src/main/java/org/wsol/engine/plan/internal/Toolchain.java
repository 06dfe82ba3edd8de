package org.wsol.engine.plan.internal;

import java.util.List;
import java.util.Map;
import org.wsol.engine.plan.internal.Slot.Representation;

/** The contributions of an engine to compilation: rewrites of the graph, lowerings of operations, layouts. */
public interface Toolchain extends AutoCloseable {

    /**
     * Replaces operations with cheaper ones with the same results.
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

    /** Converts between the layouts of an engine. */
    interface LayoutConverter {

        /** Number of elements a layout takes up, padding included. */
        long length(Layout layout);

        /** A step that writes the value at {@code from} into {@code to}; scratch memory comes from the draft. */
        Step convert(Representation from, Representation to, PlanDraft draft);
    }

    /** Turns operations into steps. */
    interface Lowering {

        /**
         * Adds the steps of one operation to a draft.
         *
         * @return false, without having changed the draft, if this lowering does not support the operation in this form
         */
        boolean lower(Node node, PlanDraft draft);
    }
}
