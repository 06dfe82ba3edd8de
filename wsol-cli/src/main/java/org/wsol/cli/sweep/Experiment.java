package org.wsol.cli.sweep;

import java.util.List;
import java.util.Optional;
import org.wsol.cli.config.Resolved;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.config.experiment.SweepConfig;
import org.wsol.cli.config.tree.MapNode;

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

    /** When runs that fall behind are stopped, if at all. */
    public Optional<SweepConfig.MedianStop> medianStop() {
        return base.value().sweep().flatMap(SweepConfig::random).flatMap(SweepConfig.RandomSweep::stop);
    }
}
