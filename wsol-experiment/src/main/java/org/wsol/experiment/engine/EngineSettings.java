package org.wsol.experiment.engine;

import java.util.Map;

/**
 * The engine and its settings.
 *
 * @param address its address, for example {@code spark://host:7077}
 * @param conf engine-specific settings by name
 * @param attempts maximum number of starts of a command when workers are lost, at least 1
 */
public record EngineSettings(String address, Map<String, String> conf, int attempts) {

    /** Copies the settings. */
    public EngineSettings {
        conf = Map.copyOf(conf);
        if (attempts < 1) {
            throw new IllegalArgumentException("at least one attempt, was " + attempts);
        }
    }
}
