package org.wsol.experiment.session;

/** Hears what happens in a session while it happens. */
public interface SessionListener {

    /** A run starts. */
    void started(PlanEntry entry, int number, int total);

    /** A run ended. */
    void ended(RunResult result, int number, int total);
}
