package org.example.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;
import org.wsol.data.split.SplitRules;

/** A data set of one folder whose file names start with their class: {@code wren_017.png}. */
public final class NamedFiles implements DatasetProvider<NamedFiles.Options> {

    /** The keys under {@code data}. */
    public record Options(
            @Setting(doc = "The folder of .png files named CLASS_NUMBER.png.")
            Path root,

            @Setting(doc = "How splits are created and reduced.")
            SplitRules split) {}

    @Override
    public String name() {
        return "named_files";
    }

    @Override
    public String summary() {
        return "One folder of .png files whose names start with their class.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public Dataset open(Options options, Progress progress) {
        List<String> files = files(options.root());
        List<String> classes =
                files.stream().map(NamedFiles::className).distinct().toList();
        SplitBuilder images = new SplitBuilder(SplitName.TRAIN, options.root());
        for (String file : files) {
            images.add(file, classes.indexOf(className(file)));
        }
        String title = String.valueOf(options.root().getFileName());
        return options.split().apply(ListedDataset.of(title, classes, List.of(images.build())));
    }

    private static List<String> files(Path root) {
        if (!Files.isDirectory(root)) {
            throw new InvalidInputException("data.root: there is no folder " + root);
        }
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[^_]+_.*\\.png"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException("cannot list " + root + ": " + e.getMessage(), e);
        }
    }

    private static String className(String file) {
        return file.substring(0, file.indexOf('_'));
    }
}
