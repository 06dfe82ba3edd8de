package org.wsol.experiment.runfolder;

import java.util.Map;

/** How the computation of a run ended, other than by an error. */
public sealed interface RunOutcome {

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
