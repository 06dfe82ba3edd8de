package org.wsol.engine.plan.internal;

/** Turns operations into steps. */
public interface Lowering {

    /**
     * Adds the steps of one operation to a draft.
     *
     * @return false, without having changed the draft, when this lowering does not know the operation in this form
     */
    boolean lower(Node node, PlanDraft draft);
}
