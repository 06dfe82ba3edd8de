package org.wsol.experiment.session;

import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunStatus;
import org.wsol.experiment.runfolder.StopSignal;

/** Starts the computation of a run and waits for its end. */
@FunctionalInterface
public interface RunLauncher {

    /**
     * Computes a run whose folder exists.
     *
     * @return the status it ended with, as its folder holds it
     */
    RunStatus launch(PlannedRun run, RunFolder folder, StopSignal stop);
}
