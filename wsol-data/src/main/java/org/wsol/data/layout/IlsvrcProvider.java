package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.ListedDataset;

/**
 * ILSVRC 2012 as downloaded. Its validation images are the test split, as in the reference evaluation; ImageNetV2 is
 * the val split if given.
 */
public final class IlsvrcProvider implements DatasetProvider<IlsvrcOptions> {

    /** Called by the service loader. */
    public IlsvrcProvider() {}

    @Override
    public String name() {
        return "ilsvrc";
    }

    @Override
    public String summary() {
        return "ILSVRC 2012 as downloaded, with ImageNetV2 as val if its folder is given.";
    }

    @Override
    public Class<IlsvrcOptions> optionsType() {
        return IlsvrcOptions.class;
    }

    @Override
    public Dataset open(IlsvrcOptions options, Progress progress) {
        ImageNetBoxRecordReader.Parts parts = ImageNetBoxRecordReader.parts(options, progress);
        List<DataSplit> splits = new ArrayList<>();
        parts.readers().values().forEach(reader -> splits.add(reader.split()));
        options.valImages()
                .ifPresent(images -> splits.add(ImageNetV2.read(
                        Folders.require(images, "ImageNetV2"),
                        options.valMetadata(),
                        options.renamed(),
                        parts.synsets())));
        return options.split().apply(ListedDataset.of("ILSVRC", parts.synsets().names(), splits));
    }

    /** The folder that contains train and val, for the usual ways of unpacking the download. */
    static Path dataFolder(Path root) {
        return Stream.of(root, root.resolve("Data/CLS-LOC"), root.resolve("ILSVRC/Data/CLS-LOC"))
                .filter(folder ->
                        Files.isDirectory(folder.resolve("train")) || Files.isDirectory(folder.resolve("val")))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("no train or val folder in " + root
                        + ", its Data/CLS-LOC or its ILSVRC/Data/CLS-LOC; unpack the ILSVRC archives there"));
    }

    static Optional<Path> annotationsOf(Path root) {
        return Stream.of("Annotations/CLS-LOC", "ILSVRC/Annotations/CLS-LOC", "../Annotations/CLS-LOC", "Annotations")
                .map(root::resolve)
                .filter(Files::isDirectory)
                .findFirst();
    }

    static Synsets synsets(IlsvrcOptions options, Path root, Path data) {
        Optional<Path> file = options.synsets()
                .map(list -> Folders.requireFile(list, "synset names"))
                .or(() -> Stream.of(root, root.resolve(".."), data)
                        .flatMap(folder -> Stream.of("LOC_synset_mapping.txt", "synset_words.txt")
                                .map(folder::resolve))
                        .filter(Files::isRegularFile)
                        .findFirst());
        return file.map(Synsets::read).orElseGet(() -> {
            Path train = Folders.require(data.resolve("train"), "training images; without it, name 'synsets'");
            return Synsets.ofFolders(ClassFolders.classNames(train));
        });
    }
}
