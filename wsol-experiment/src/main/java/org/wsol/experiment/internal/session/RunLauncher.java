package org.wsol.experiment.internal.session;

import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor.StopSignal;
import org.wsol.experiment.internal.runfolder.RunFolder;
import org.wsol.experiment.internal.runfolder.RunStatus;

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
