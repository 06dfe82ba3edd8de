package org.wsol.experiment.internal.runfolder;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.experiment.schema.ExperimentConfig;

/** Computes runs: reads the data, trains, evaluates, writes into the run folder. */
public interface RunExecutor {

    /**
     * Gets ready to compute, before anything is written.
     *
     * @throws org.wsol.core.InvalidInputException when this machine cannot compute any run, which does not count as a
     *     failure of the runs
     */
    default void prepare() {}

    /**
     * Sums over the data the configuration names.
     *
     * @throws org.wsol.core.WsolException when the data cannot be found or read
     */
    DataSums data(ExperimentConfig config);

    /**
     * The code that results depend on beside this class and the components the configuration names, by a name for people:
     * each class stands for its whole jar.
     */
    default Map<String, Class<?>> code(ExperimentConfig config) {
        return Map.of();
    }

    /**
     * Refuses, before anything is written, a configuration that is inconsistent or does not fit the data.
     *
     * @throws org.wsol.core.WsolException saying what to change
     */
    default void check(ExperimentConfig config) {}

    /**
     * What the configuration asks to be kept and a finished run does not have, though its results are the same; empty
     * where nothing is missing.
     */
    default Optional<String> lacks(ExperimentConfig config, RunFolder finished) {
        return Optional.empty();
    }

    /** Whether a finished run still has the network that a run with other evaluation settings can be scored with. */
    default boolean canEvaluate(RunFolder finished) {
        return false;
    }

    /** Warnings about settings that are probably mistakes, in sentences that name the key; they do not prevent a run. */
    default List<String> warnings(ExperimentConfig config) {
        return List.of();
    }

    /** Roughly how long a run will take, where nothing like it was ever computed; empty if nothing can be said. */
    Optional<Duration> roughTime(ExperimentConfig config);

    /** The computing environment by name, for the provenance of a run: backend, classifier, BLAS, threads. */
    Map<String, String> environment();

    /**
     * Computes a run, from its last checkpoint if the folder has one.
     *
     * @param folder exists, is locked by this process, and holds the configuration
     * @throws org.wsol.core.WsolException when the user can fix what is wrong; anything else is a defect
     */
    RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) throws Exception;

    /**
     * Sums over a data set's lists, as hex SHA-256.
     *
     * @param training over what training sees: classes, and images with their labels
     * @param evaluation over everything that scores depend on: all splits with their boxes and masks
     */
    record DataSums(String training, String evaluation) {}

    /** How the computation of a run ended, other than by an error. */
    sealed interface RunOutcome {

        /**
         * The run is complete.
         *
         * @param summary the numbers worth a table, by name, for example {@code test.maxBoxAccV2}
         * @param boxAnnotationsUsed how many box annotations were looked at to choose checkpoints or thresholds
         * @param stoppedEarly why its training was shorter than configured, for people; empty where it was not
         */
        record Finished(Map<String, ? extends Number> summary, long boxAnnotationsUsed, String stoppedEarly)
                implements RunOutcome {

            /** A run that was trained to its end. */
            public Finished(Map<String, ? extends Number> summary, long boxAnnotationsUsed) {
                this(summary, boxAnnotationsUsed, "");
            }
        }

        /**
         * The run stopped after a checkpoint, because it was asked to.
         *
         * @param reason for people: {@code stopped after step 120 of 300}
         */
        record Interrupted(String reason) implements RunOutcome {}
    }

    /** Asks a long computation to end at the next suitable point. */
    @FunctionalInterface
    interface StopSignal {

        /** Never. */
        StopSignal NEVER = () -> false;

        /** Whether to finish the current step, write a checkpoint and end. */
        boolean isRequested();
    }
}
