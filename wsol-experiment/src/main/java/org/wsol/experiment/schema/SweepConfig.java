package org.wsol.experiment.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.tree.ConfigNode;
import org.wsol.core.component.Setting;
import org.wsol.core.component.TrainingSpan;

/**
 * The section {@code sweep}: {@code cases}, {@code grid}, {@code zip}, {@code list} and {@code seeds} are combined with
 * each other, {@code random} adds a number of draws, {@code exclude} removes combinations.
 */
public record SweepConfig(
        @Setting(doc = "Named variants with the keys they change. The first one is the baseline.")
        Map<String, Map<String, ConfigNode>> cases,

        @Setting(
                doc = "Keys with several values; every combination is run. Values: a list, 'a,b', range(0,1,0.25),"
                        + " linear(0,1,5) or log(0.1,10).")
        Map<String, ConfigNode> grid,

        @Setting(doc = "Keys with several values that are varied together; all need the same number of values.")
        Map<String, ConfigNode> zip,

        @Setting(
                doc = "Sets of values that belong together, each a section of keys and values; combined with all cases,"
                        + " the grid and zip.")
        List<Map<String, ConfigNode>> list,

        @Setting(doc = "Excluded combinations: every key of an entry has to match.")
        List<Map<String, ConfigNode>> exclude,

        @Setting(doc = "Randomly drawn combinations; absent: none.")
        Optional<RandomSweep> random,

        @Setting(
                doc = "Number of seeds every combination is run with: seed, seed + 1, ...",
                defaultValue = "1",
                min = 1,
                max = 1000)
        int seeds) {

    /** The section {@code sweep.random}. */
    public record RandomSweep(
            @Setting(doc = "Number of combinations to draw.", min = 1, max = 100_000)
            int budget,

            @Setting(doc = "Seed of the random combinations.", defaultValue = "1")
            long seed,

            @Setting(doc = "Keys with their distributions: uniform(0,1), loguniform(0.001,0.1) or choice(a,b).")
            Map<String, ConfigNode> keys,

            @Setting(doc = "Stops runs with bad intermediate results; absent: every run is completed.")
            Optional<MedianStop> stop) {}

    /**
     * The section {@code sweep.random.stop}: after its warm-up a run stops if its best value so far is worse than the
     * median of the earlier runs at the same point.
     */
    public record MedianStop(
            @Setting(
                    doc = "The metric, measured on the validation split at the interval evaluation.every.",
                    defaultValue = "maxBoxAccV2",
                    allowed = {"maxBoxAccV2", "maxBoxAcc", "top1", "top5"})
            String metric,

            @Setting(doc = "Whether larger is better.", defaultValue = "true")
            boolean maximize,

            @Setting(doc = "Length of training before a run can be stopped.", defaultValue = "2 epochs")
            TrainingSpan warmUp,

            @Setting(
                    doc = "Number of earlier runs that must be measured at the same point before a run can be stopped.",
                    defaultValue = "3",
                    min = 1)
            int minimumRuns) {}
}
