package org.wsol.experiment.internal.runfolder;

import java.util.Map;
import org.wsol.core.component.TrainingSpan;

/** Monitors a run's metrics and stops it if continuing is not worthwhile. */
@FunctionalInterface
public interface RunMonitor {

    /** Lets every run continue. */
    RunMonitor NONE = (moment, metrics) -> Verdict.GO_ON;

    /** The decision of a monitor. */
    enum Verdict {
        /** The run continues. */
        GO_ON,
        /** The run ends here, is evaluated and counts as finished. */
        FINISH_EARLY
    }

    /**
     * The position in a training.
     *
     * @param step optimizer steps done
     * @param stepsPerEpoch batches per pass
     * @param batch images per batch
     * @param totalSteps steps of the whole training
     */
    record Moment(long step, long stepsPerEpoch, int batch, long totalSteps) {

        /** Whether at least the given span of the training is done. */
        public boolean isAfter(TrainingSpan duration) {
            return step >= duration.toSteps(stepsPerEpoch, batch, totalSteps);
        }
    }

    /**
     * Receives the metrics of an evaluation of the validation split.
     *
     * @param metrics by name, for example {@code maxBoxAccV2}
     */
    Verdict evaluated(Moment moment, Map<String, Double> metrics);

    /** Whether its metric was measured with boxes. */
    default boolean usesBoxes() {
        return false;
    }
}
