package org.wsol.experiment.engine;

import java.util.Map;

/**
 * Which engine, and how.
 *
 * @param address where it is, for example {@code spark://host:7077}
 * @param conf the engine's own settings, by its own names
 * @param attempts how often a command is started at most when its workers are lost, at least 1
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
