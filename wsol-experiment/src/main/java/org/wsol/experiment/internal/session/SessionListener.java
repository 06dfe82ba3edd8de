package org.wsol.experiment.internal.session;

/** Receives the events of a session as they happen. */
public interface SessionListener {

    /** A run starts. */
    void started(PlanEntry entry, int number, int total);

    /** A run ended. */
    void ended(RunResult result, int number, int total);
}
