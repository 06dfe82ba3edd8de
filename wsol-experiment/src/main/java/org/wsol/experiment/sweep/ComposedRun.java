package org.wsol.experiment.sweep;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsol.config.Resolved;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * One run of an experiment with its valid configuration.
 *
 * @param tag its readable name
 * @param config its configuration
 * @param varied the keys the sweep set, with their values as text
 * @param replicate which of several seeds this is, from 1; 0 where there is only one
 */
public record ComposedRun(String tag, Resolved<ExperimentConfig> config, Map<String, String> varied, int replicate) {

    /** Copies the map, keeping its order. */
    public ComposedRun {
        varied = Collections.unmodifiableMap(new LinkedHashMap<>(varied));
    }

    /** The same run under another name. */
    ComposedRun named(String name) {
        return new ComposedRun(name, config, varied, replicate);
    }
}
