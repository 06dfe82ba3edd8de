package org.wsol.engine.plan.internal.kernel;

import java.util.Set;
import org.wsol.engine.plan.internal.Layout;
import org.wsol.engine.plan.internal.Node;
import org.wsol.engine.plan.internal.PlanDraft;
import org.wsol.engine.plan.internal.Slot.Representation;
import org.wsol.engine.plan.internal.Toolchain.Lowering;

/** Removes operations that only rename or reshape: the result is the input's memory under another shape. */
public final class AliasLowering implements Lowering {
    private static final Set<String> RESHAPES = Set.of("reshape", "squeeze", "expand_dims");

    @Override
    public boolean lower(Node node, PlanDraft draft) {
        if (node.kind().equals("identity")) {
            draft.representations(node.input(0)).forEach(same -> draft.define(node.output(0), same));
            return true;
        }
        if (!RESHAPES.contains(node.kind())
                || draft.spec(node.output(0)).type()
                        != draft.spec(node.input(0)).type()) {
            return false;
        }
        Representation input = draft.dense(node.input(0));
        draft.define(
                node.output(0), new Representation(input.slot(), Layout.Strided.dense(draft.spec(node.output(0)))));
        return true;
    }
}
