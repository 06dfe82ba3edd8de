package org.wsol.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wsol.config.override.KeyChange;
import org.wsol.config.schema.Selection;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.batch.Reading;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.layout.AutoProvider;
import org.wsol.data.layout.AutoProvider.AutoOptions;
import org.wsol.data.split.SizedSplit;
import org.wsol.data.split.SplitRules;
import org.wsol.experiment.schema.ExperimentConfig.DataConfig;

/**
 * A data set given by the user: a folder with any supported layout, or an experiment file whose data section is used.
 *
 * @param dataset the images
 * @param decoder the decoder with the experiment's settings
 */
record DatasetArgument(Dataset dataset, ImageDecoder decoder) {

    /** The data set with the decoded size of every existing image. */
    Dataset sized() {
        return SizedSplit.in(dataset, decoder);
    }

    /**
     * Opens the data set.
     *
     * @throws InvalidInputException if the path does not exist or has no supported layout
     */
    static DatasetArgument open(Path fileOrFolder, Progress progress) {
        return open(fileOrFolder, List.of(), progress);
    }

    /**
     * Opens the data set.
     *
     * @param changes changes of an experiment file's keys, as {@code KEY=VALUE}
     * @throws InvalidInputException if the path does not exist or has no supported layout, or a key is not one of the
     *     section {@code data}
     */
    static DatasetArgument open(Path fileOrFolder, List<String> changes, Progress progress) {
        if (Files.isDirectory(fileOrFolder) && !changes.isEmpty()) {
            throw new InvalidInputException("changes such as " + changes.get(0) + " require an experiment file, and "
                    + fileOrFolder + " is a folder; for a folder: experiments/your-photos.yaml data.root="
                    + fileOrFolder
                    + " " + changes.get(0));
        }
        if (Files.isDirectory(fileOrFolder)) {
            Dataset found = new AutoProvider().open(new AutoOptions(fileOrFolder, SplitRules.none()), progress);
            return new DatasetArgument(found, Reading.standard().decoder());
        }
        if (!Files.exists(fileOrFolder)) {
            throw new InvalidInputException(
                    fileOrFolder.toAbsolutePath() + " does not exist; name a data set folder or an experiment file");
        }
        if (ImageFormat.hasImageExtension(fileOrFolder.getFileName().toString())) {
            throw new InvalidInputException(
                    fileOrFolder + " is an image; name the folder of the class folders, or an experiment file");
        }
        List<KeyChange> parsed = ExperimentArguments.parse(changes);
        parsed.forEach(DatasetArgument::requireDataKey);
        DataConfig config =
                ExperimentArguments.loader().load(fileOrFolder, parsed).value().data();
        Selection layout = config.layout();
        return new DatasetArgument(
                open((DatasetProvider<?>) layout.component(), layout.options(), progress),
                config.preprocessing().reading().decoder());
    }

    private static void requireDataKey(KeyChange change) {
        if (!change.path().equals("data") && !change.path().startsWith("data.")) {
            throw new InvalidInputException("'" + change.typed() + "' has no effect here: only the section data of"
                    + " the file is used; --help lists the options");
        }
    }

    private static <O extends Record> Dataset open(DatasetProvider<O> provider, Record options, Progress progress) {
        return provider.open(provider.optionsType().cast(options), progress);
    }
}
