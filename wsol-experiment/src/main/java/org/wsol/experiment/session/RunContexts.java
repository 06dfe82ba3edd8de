package org.wsol.experiment.session;

import org.wsol.experiment.runfolder.RunContext;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.StopSignal;

/** Gives every run of a session its surroundings. */
@FunctionalInterface
public interface RunContexts {

    /** The context of the run in a folder that is computed for a session and ends when the signal says so. */
    RunContext make(SessionFolder session, RunFolder folder, StopSignal stop);
}
