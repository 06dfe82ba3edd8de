package org.wsol.experiment.internal.session;

import java.util.Set;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.internal.runfolder.PlannedRun;
import org.wsol.experiment.internal.runfolder.RunExecutor;
import org.wsol.experiment.internal.runfolder.RunIdentity;

/** Checks before a worker starts whether it has the code, data and files with which the run was planned. */
public final class WorkerCheck {
    private WorkerCheck() {}

    /**
     * Checks that this process would plan the same run.
     *
     * @param host this machine, for the message
     * @throws InvalidInputException naming what differs here
     */
    public static void requireSame(PlannedRun run, RunExecutor executor, String host) {
        RunIdentity here = new Identities(executor).of(run.experiment());
        Set<String> differing = run.identity().differences(here);
        if (!differing.isEmpty()) {
            throw new InvalidInputException("the worker " + host + " does not match what the run was planned with: "
                    + String.join(", ", differing) + " differ there; give all workers the same installation and data");
        }
    }

    /**
     * Checks that the sampled images are those of the machine that planned the run.
     *
     * @param planned their checksum there
     * @param here their checksum on this machine
     * @param host this machine, for the message
     * @throws InvalidInputException if they differ
     */
    public static void requireImages(String planned, String here, String host) {
        if (!planned.equals(here)) {
            throw new InvalidInputException("the worker " + host + " has different images from the machine that planned"
                    + " the run: files with the same names differ there; give all workers the same data");
        }
    }
}
