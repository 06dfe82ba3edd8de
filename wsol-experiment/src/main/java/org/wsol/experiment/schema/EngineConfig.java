package org.wsol.experiment.schema;

import java.util.Map;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.experiment.engine.EngineSettings;

/** The section {@code engine}. */
public record EngineConfig(
        @Setting(
                doc = "Where runs are computed: local-cluster[WORKERS,CORES,MEGABYTES], spark://host:7077, yarn,"
                        + " k8s://https://host:443.",
                affectsResults = false)
        String address,

        @Setting(
                doc = "Settings of the engine under its own names, for example spark.executor.cores: 4.",
                affectsResults = false)
        Map<String, String> conf,

        @Setting(
                doc = "Maximum number of times a run is started if its workers are lost; it resumes from its"
                        + " checkpoint.",
                defaultValue = "3",
                affectsResults = false)
        int attempts) {

    /** Rejects less than one attempt. */
    public EngineConfig {
        if (attempts < 1) {
            throw new InvalidInputException("at least one attempt is needed, was " + attempts);
        }
    }

    /** The settings for opening an engine. */
    public EngineSettings settings() {
        return new EngineSettings(address, conf, attempts);
    }
}
