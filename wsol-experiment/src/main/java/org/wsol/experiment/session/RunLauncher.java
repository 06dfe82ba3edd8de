package org.wsol.experiment.session;

import org.wsol.experiment.runfolder.PlannedRun;
import org.wsol.experiment.runfolder.RunFolder;
import org.wsol.experiment.runfolder.RunStatus;
import org.wsol.experiment.runfolder.RunExecutor.StopSignal;

/** Starts the computation of a run and waits for its end. */
@FunctionalInterface
public interface RunLauncher {

    /**
     * Computes a run whose folder exists.
     *
     * @param session the session it is computed for, which need not be the one its folder lies in
     * @return the status it ended with, as its folder holds it
     * @throws org.wsol.core.StorageException when files cannot be written: other runs would fail as well
     */
    RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop);
}
