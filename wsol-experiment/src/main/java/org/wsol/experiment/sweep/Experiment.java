package org.wsol.experiment.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.config.ConfigLoader.Resolved;
import org.wsol.config.tree.ConfigNode.MapNode;
import org.wsol.experiment.schema.ExperimentConfig;
import org.wsol.experiment.schema.SweepConfig;

/**
 * An experiment file with its overrides, and all its runs.
 *
 * @param base the configuration without the changes of the sweep
 * @param composed the composed tree including the sweep, sufficient to run it again
 * @param runs at least one
 */
public record Experiment(Resolved<ExperimentConfig> base, MapNode composed, List<ComposedRun> runs) {

    /** Copies the list. */
    public Experiment {
        runs = List.copyOf(runs);
    }

    /** The rule for stopping runs with poor metrics, if any. */
    public Optional<SweepConfig.MedianStop> medianStop() {
        return base.value().sweep().flatMap(SweepConfig::random).flatMap(SweepConfig.RandomSweep::stop);
    }

    /**
     * One run of an experiment with its valid configuration.
     *
     * @param tag its readable name
     * @param config its configuration
     * @param varied the keys the sweep set, with their values as text
     * @param replicate index of the seed among several, from 1; 0 if there is only one
     */
    public record ComposedRun(
            String tag, Resolved<ExperimentConfig> config, Map<String, String> varied, int replicate) {

        /** Copies the map, keeping its order. */
        public ComposedRun {
            varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
        }

        /** The same run under another name. */
        ComposedRun named(String name) {
            return new ComposedRun(name, config, varied, replicate);
        }
    }
}
