package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.wsol.cli.config.ConfigLoader;
import org.wsol.cli.config.experiment.ExperimentComponents;
import org.wsol.cli.config.experiment.ExperimentConfig;
import org.wsol.cli.config.schema.Selection;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Component;
import org.wsol.core.data.Dataset;
import org.wsol.core.graph.BackboneProvider;
import org.wsol.core.progress.Progress;
import org.wsol.core.train.MethodProvider;
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
        ConfigLoader<ExperimentConfig> loader = new ConfigLoader<>(
                ExperimentConfig.class,
                ExperimentComponents.catalog(
                        found(DatasetProvider.class), found(BackboneProvider.class), found(MethodProvider.class)),
                System.getenv());
        Selection layout = loader.load(fileOrFolder, List.of()).value().data().layout();
        return open((DatasetProvider<?>) layout.component(), layout.options(), progress);
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Record options, Progress progress) {
        return provider.open(provider.optionsType().cast(options), progress);
    }

    @SuppressWarnings("rawtypes") // a class literal has no type argument
    private static List<Component<?>> found(Class<? extends Component> type) {
        List<Component<?>> parts = new ArrayList<>();
        for (Component<?> part : ServiceLoader.load(type)) {
            parts.add(part);
        }
        return parts;
    }
}
