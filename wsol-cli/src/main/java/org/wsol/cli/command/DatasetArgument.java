package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wsol.cli.config.ConfigLoader;
import org.wsol.cli.config.experiment.ExperimentComponents;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.config.schema.Selection;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.layout.AutoOptions;
import org.wsol.data.layout.AutoProvider;
import org.wsol.data.split.SplitRules;

/** A data set as the user names it: a folder of any known layout, or an experiment file whose data section is used. */
final class DatasetArgument {
    private DatasetArgument() {}

    /**
     * Opens the data set.
     *
     * @throws InvalidInputException when there is nothing, or nothing known, at the path
     */
    static Dataset open(Path fileOrFolder, Progress progress) {
        if (Files.isDirectory(fileOrFolder)) {
            return new AutoProvider().open(new AutoOptions(fileOrFolder, SplitRules.none()), progress);
        }
        if (!Files.exists(fileOrFolder)) {
            throw new InvalidInputException(
                    fileOrFolder + " does not exist; name a data set folder or an experiment file");
        }
        ConfigLoader<ExperimentConfig> loader =
                new ConfigLoader<>(ExperimentConfig.class, ExperimentComponents.installed(), System.getenv());
        Selection layout = loader.load(fileOrFolder, List.of()).value().data().layout();
        return open((DatasetProvider<?>) layout.component(), layout.options(), progress);
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Record options, Progress progress) {
        return provider.open(provider.optionsType().cast(options), progress);
    }
}
