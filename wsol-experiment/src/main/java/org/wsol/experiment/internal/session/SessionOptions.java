package org.wsol.experiment.internal.session;

import java.time.Duration;
import java.util.Optional;

/**
 * How a session is carried out.
 *
 * @param jobs how many runs are computed at the same time, each in a process of its own when more than one
 * @param threads how many threads all of them share
 * @param maxRuns how many runs are computed at most
 * @param stopAfter after how long the session ends; a run then under way is interrupted
 * @param stopOnFailure whether the first failure ends the session
 * @param command the command line, for the record
 */
public record SessionOptions(
        int jobs, int threads, int maxRuns, Optional<Duration> stopAfter, boolean stopOnFailure, String command) {

    /** One run after the other, no limits. */
    public static SessionOptions simple(int threads, String command) {
        return new SessionOptions(1, threads, Integer.MAX_VALUE, Optional.empty(), false, command);
    }

    /** The same for another number of runs at a time. */
    public SessionOptions withJobs(int number) {
        return new SessionOptions(number, threads, maxRuns, stopAfter, stopOnFailure, command);
    }

    /** The threads of one run. */
    public int threadsPerRun() {
        return Math.max(1, threads / jobs);
    }
}
