package org.wsol.engine.plan.internal;

/** Converts between the layouts of an engine. */
public interface LayoutConverter {

    /** Number of elements a layout takes up, padding included. */
    long length(Layout layout);

    /** A step that writes the value at {@code from} into {@code to}; scratch memory comes from the draft. */
    Step convert(Representation from, Representation to, PlanDraft draft);
}
