package org.wsol.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.experiment.engine.EngineSettings;
import org.wsol.experiment.schema.EngineConfig;
import picocli.CommandLine.Option;

/** The options of commands that can run on an engine. */
final class EngineMixin {
    private static final int ATTEMPTS = 3;

    @Option(
            names = "--engine",
            paramLabel = "ADDRESS",
            description = "Computes on workers: local-cluster[WORKERS,CORES,MEGABYTES], spark://HOST:PORT, yarn,"
                    + " k8s://ADDRESS. Default: the file's key engine, else this machine.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = "--engine-conf",
            paramLabel = "KEY=VALUE",
            description = "A setting of the engine itself, for example spark.executor.cores=4.")
    private Map<String, String> conf = new LinkedHashMap<>();

    /** The settings of the command line, which override those of the file; empty for this machine. */
    Optional<EngineSettings> settings(Optional<EngineConfig> inFile) {
        Optional<EngineSettings> written = inFile.map(EngineConfig::settings);
        Optional<String> wanted = address.or(() -> written.map(EngineSettings::address));
        if (wanted.isEmpty() && !conf.isEmpty()) {
            throw new InvalidInputException("--engine-conf sets up an engine; name it with --engine");
        }
        return wanted.map(where -> {
            Map<String, String> all =
                    new LinkedHashMap<>(written.map(EngineSettings::conf).orElse(Map.of()));
            all.putAll(conf);
            return new EngineSettings(
                    where, all, written.map(EngineSettings::attempts).orElse(ATTEMPTS));
        });
    }
}
