package org.wsol.experiment.sweep;

import java.util.List;
import java.util.Optional;
import org.wsol.config.Resolved;
import org.wsol.config.tree.MapNode;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.schema.SweepConfig;

/**
 * An experiment file with its overrides, and all its runs.
 *
 * @param base the configuration without what the sweep changes
 * @param composed the tree it was made of, sweep included: enough to run it again
 * @param runs at least one
 */
public record Experiment(Resolved<ExperimentConfig> base, MapNode composed, List<ComposedRun> runs) {

    /** Copies the list. */
    public Experiment {
        runs = List.copyOf(runs);
    }

    /** When runs with poor metrics are stopped, if at all. */
    public Optional<SweepConfig.MedianStop> medianStop() {
        return base.value().sweep().flatMap(SweepConfig::random).flatMap(SweepConfig.RandomSweep::stop);
    }
}
