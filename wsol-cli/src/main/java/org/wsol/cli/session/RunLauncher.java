package org.wsol.cli.session;

import org.wsol.cli.runs.PlannedRun;
import org.wsol.cli.runs.RunFolder;
import org.wsol.cli.runs.RunStatus;
import org.wsol.cli.runs.StopSignal;

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
