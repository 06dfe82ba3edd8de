package org.wsol.experiment.internal.runfolder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.experiment.schema.ExperimentConfig;

/** Computes runs: reads the data, trains, evaluates and writes the run folder. */
public interface RunExecutor {

    /**
     * Prepares for computing, before anything is written.
     *
     * @throws org.wsol.core.InvalidInputException if this machine cannot compute any run, which does not count as a
     *     failure of the runs
     */
    default void prepare() {}

    /**
     * Checksums of the configured data.
     *
     * @throws org.wsol.core.WsolException if the data cannot be found or read
     */
    DataSums data(ExperimentConfig config);

    /**
     * The code that results depend on in addition to this class and the configured components, by display name; each
     * class represents its whole jar.
     */
    default Map<String, Class<?>> code(ExperimentConfig config) {
        return Map.of();
    }

    /**
     * Rejects a configuration that is inconsistent or does not fit the data, before anything is written.
     *
     * @throws org.wsol.core.WsolException with the remedy
     */
    default void check(ExperimentConfig config) {}

    /**
     * Output that the configuration requests but a finished run with equal results does not have; empty if nothing is
     * missing.
     */
    default Optional<String> lacks(ExperimentConfig config, RunFolder finished) {
        return Optional.empty();
    }

    /** Whether a finished run still has the network needed to score it with other evaluation settings. */
    default boolean canEvaluate(RunFolder finished) {
        return false;
    }

    /**
     * Warnings about settings that are probably mistakes, as sentences that name the key; they do not prevent a run.
     */
    default List<String> warnings(ExperimentConfig config) {
        return List.of();
    }

    /** A rough estimate of a run's time if no similar run exists; empty if unknown. */
    Optional<Duration> roughTime(ExperimentConfig config);

    /** The computing environment by name, for the provenance of a run: backend, classifier, BLAS, threads. */
    Map<String, String> environment();

    /**
     * Computes a run, from its last checkpoint if the folder has one.
     *
     * @param folder an existing folder with the configuration, locked by this process
     * @throws org.wsol.core.WsolException for errors the user can fix; other exceptions are bugs
     */
    RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) throws Exception;

    /**
     * Checksums of a data set's lists, as hex SHA-256.
     *
     * @param training of the data used in training: classes, and images with their labels
     * @param evaluation of the data that scores depend on: all splits with their boxes and masks
     */
    record DataSums(String training, String evaluation) {}

    /** The outcome of a run's computation, other than an error. */
    sealed interface RunOutcome {

        /**
         * The run is complete.
         *
         * @param summary the summary metrics by name, for example {@code test.maxBoxAccV2}
         * @param boxAnnotationsUsed number of box annotations used to choose checkpoints or thresholds
         * @param stoppedEarly the reason why its training was shorter than configured; empty if it was not
         */
        record Finished(Map<String, ? extends Number> summary, long boxAnnotationsUsed, String stoppedEarly)
                implements RunOutcome {

            /** A completely trained run. */
            public Finished(Map<String, ? extends Number> summary, long boxAnnotationsUsed) {
                this(summary, boxAnnotationsUsed, "");
            }
        }

        /**
         * The run stopped after a checkpoint on request.
         *
         * @param reason the reason, for messages: {@code stopped after step 120 of 300}
         */
        record Interrupted(String reason) implements RunOutcome {}
    }

    /** Signals a long computation to stop at the next suitable point. */
    @FunctionalInterface
    interface StopSignal {

        /** Never. */
        StopSignal NEVER = () -> false;

        /** Whether to finish the current step, write a checkpoint and stop. */
        boolean isRequested();
    }
}
