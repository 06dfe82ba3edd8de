package org.wsol.experiment.runfolder;

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
     * @throws org.wsol.core.InvalidInputException when this machine cannot compute any run, which is no failure of the runs
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
     * Refuses, before anything is written, a configuration whose parts do not fit together or to the data.
     *
     * @throws org.wsol.core.WsolException saying what to change
     */
    default void check(ExperimentConfig config) {}

    /**
     * What a finished run does not have that the configuration asks to be kept, though the results are the same with or
     * without it; empty where nothing is missing.
     */
    default Optional<String> lacks(ExperimentConfig config, RunFolder finished) {
        return Optional.empty();
    }

    /** Whether a finished run still has the network that a run with other evaluation settings can be scored with. */
    default boolean canEvaluate(RunFolder finished) {
        return false;
    }

    /** What a configuration most likely does not mean, in sentences that name the key; a run is possible all the same. */
    default List<String> warnings(ExperimentConfig config) {
        return List.of();
    }

    /** Roughly how long a run will take, where nothing like it was ever computed; empty if nothing can be said. */
    Optional<Duration> roughTime(ExperimentConfig config);

    /** What computes: backend, classifier, BLAS, threads, by name, for the provenance of a run. */
    Map<String, String> environment();

    /**
     * Computes a run, from its last checkpoint if the folder has one.
     *
     * @param folder exists, is locked by this process, and holds the configuration
     * @throws org.wsol.core.WsolException when the user can fix what is wrong; anything else is a defect
     */
    RunOutcome execute(PlannedRun run, RunFolder folder, RunContext context) throws Exception;
}
