package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wsol.cli.config.ConfigLoader;
import org.wsol.cli.config.experiment.ExperimentComponents;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.config.override.Override;
import org.wsol.cli.session.SessionFolder;
import org.wsol.cli.sweep.Experiment;
import org.wsol.cli.sweep.ExperimentComposer;
import picocli.CommandLine.Parameters;

/** The arguments of every command that takes an experiment: a file and changes. */
final class ExperimentArguments {

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "An experiment file, or the folder of a former session to run it again.")
    private Path file;

    @Parameters(
            index = "1..*",
            paramLabel = "KEY=VALUE",
            description = {
                "Changes: train.lr=0.01, data.classes=[a,b], +key=value adds, ~key removes.",
                "Several values make a sweep: train.lr=0.1,0.01 or train.lr=log(0.001,0.1)."
            })
    private List<String> overrides = List.of();

    static ConfigLoader<ExperimentConfig> loader() {
        return new ConfigLoader<>(ExperimentConfig.class, ExperimentComponents.installed(), System.getenv());
    }

    /** The changes. */
    List<Override> overrides() {
        return overrides.stream().map(Override::parse).toList();
    }

    /** The file; of a session's folder the experiment it ran. */
    Path file() {
        Path kept = file.resolve(SessionFolder.EXPERIMENT);
        return Files.isDirectory(file) && Files.isRegularFile(kept) ? kept : file;
    }

    /** The experiment with all runs, validated. */
    Experiment compose() {
        return new ExperimentComposer(loader()).compose(file(), overrides());
    }
}
