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
     * @param session the session of the computation, which may differ from the session that contains the folder
     * @return the final status, as in its folder
     * @throws org.wsol.core.StorageException if files cannot be written: other runs would fail as well
     */
    RunStatus launch(PlannedRun run, RunFolder folder, SessionFolder session, StopSignal stop);
}
