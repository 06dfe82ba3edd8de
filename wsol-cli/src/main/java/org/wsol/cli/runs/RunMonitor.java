package org.wsol.cli.runs;

import java.util.Map;

/** Watches a run's metrics and says when it is not worth going on. */
@FunctionalInterface
public interface RunMonitor {

    /** Lets every run go on. */
    RunMonitor NONE = (step, metrics) -> Verdict.GO_ON;

    /** What a monitor says. */
    enum Verdict {
        /** The run goes on. */
        GO_ON,
        /** The run ends here, is evaluated and counts as finished. */
        FINISH_EARLY
    }

    /**
     * Hears the metrics of an evaluation of the validation part.
     *
     * @param step optimizer steps done
     * @param metrics by name, for example {@code maxBoxAccV2}
     */
    Verdict evaluated(long step, Map<String, Double> metrics);
}
