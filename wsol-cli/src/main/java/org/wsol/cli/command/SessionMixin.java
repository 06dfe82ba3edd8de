package org.wsol.cli.command;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.backend.ComputeThreads;
import org.wsol.experiment.internal.session.SessionRunner.SessionOptions;
import picocli.CommandLine.Option;

/** The options of commands that compute runs. */
final class SessionMixin {

    /** The option that computes failed runs again. */
    static final String RETRY = "--retry-failed";

    /** The behaviour after a failure. */
    enum OnFailure {
        /** The other runs are still computed. */
        CONTINUE,
        /** No further runs are started. */
        STOP
    }

    @Option(
            names = "--jobs",
            defaultValue = "1",
            paramLabel = "N",
            description = "Number of runs computed at the same time, in as many processes.")
    private int jobs;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads shared by all runs. Default: OMP_NUM_THREADS, else one per processor.")
    private @Nullable Integer threads;

    @Option(names = "--max-runs", paramLabel = "N", description = "Computes at most N runs.")
    private int maxRuns = Integer.MAX_VALUE;

    @Option(
            names = "--stop-after",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "Stops after this time (90s, 30m, 2h) with a checkpoint; the same command resumes.")
    private @Nullable Duration stopAfter;

    @Option(
            names = "--on-failure",
            paramLabel = "ACTION",
            defaultValue = "continue",
            description = "What happens to the other runs when one fails: ${COMPLETION-CANDIDATES}. Default: continue.")
    private OnFailure onFailure = OnFailure.CONTINUE;

    @Option(names = "--force", description = "Computes every run again, including finished ones.")
    private boolean force;

    @Option(names = RETRY, description = "Computes failed runs again.")
    private boolean retryFailed;

    boolean isForced() {
        return force;
    }

    boolean isRetrying() {
        return retryFailed;
    }

    /** Checks the numbers, also for commands that only plan. */
    void requireNumbers() {
        if (jobs < 1 || maxRuns < 1) {
            throw new InvalidInputException("--jobs and --max-runs must be at least 1");
        }
    }

    SessionOptions options(String command) {
        requireNumbers();
        int wanted = threads == null ? ComputeThreads.byDefault() : ComputeThreads.require(threads);
        return new SessionOptions(
                jobs, wanted, maxRuns, Optional.ofNullable(stopAfter), onFailure == OnFailure.STOP, command);
    }
}
