package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.Required;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.ListedDataset;

/** The metadata layout of the reference evaluation, for CUB, ILSVRC, OpenImages30k and any data set in this format. */
public final class ReferenceProvider implements DatasetProvider<ReferenceOptions> {

    /** Called by the service loader. */
    public ReferenceProvider() {}

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String summary() {
        return "Lists in the metadata layout of the reference evaluation, with boxes or masks.";
    }

    @Override
    public Class<ReferenceOptions> optionsType() {
        return ReferenceOptions.class;
    }

    @Override
    public Dataset open(ReferenceOptions options, Progress progress) {
        Path images = Folders.require(options.images(), "data.images", "the images");
        Path metadata = metadataFolder(options);
        Map<String, String> renamed = ImageNetV2.readRenamed(options.renamed());
        List<DataSplit> parts = new ArrayList<>();
        for (SplitName name : SplitName.values()) {
            Path root = name == SplitName.VAL ? options.valImages().orElse(images) : images;
            partFolder(metadata, name)
                    .map(folder -> ReferenceBoxRecordReader.of(name, folder, root, maskRoot(options, root), renamed))
                    .ifPresent(reader -> parts.add(reader.split()));
        }
        if (parts.isEmpty()) {
            throw new InvalidInputException("the metadata folder " + metadata
                    + " has no split: expected train, val or test with " + ReferenceSplitReader.IDS + " in it");
        }
        String title = options.title().orElseGet(() -> titleOf(images, metadata));
        List<String> classes = ClassNames.find(options.classes(), metadata, parts);
        return options.split().apply(ListedDataset.of(title, classes, parts));
    }

    private static String titleOf(Path images, Path metadata) {
        Path folder = metadata.toAbsolutePath().normalize();
        boolean generic = folder.endsWith("metadata") && folder.getNameCount() > 1;
        Path named =
                generic ? Required.folderOf(folder) : images.toAbsolutePath().normalize();
        return String.valueOf(named.getFileName());
    }

    private static Path metadataFolder(ReferenceOptions options) {
        Path images = options.images();
        return options.metadata()
                .map(folder -> Folders.require(folder, "data.metadata", "the lists"))
                .or(() -> existing(images.resolve("metadata")))
                .or(() -> existing(images.resolveSibling("metadata")))
                .orElseThrow(() -> new InvalidInputException(
                        "no metadata folder next to or below " + images + "; name it with 'metadata'"));
    }

    private static Path maskRoot(ReferenceOptions options, Path images) {
        return options.masks()
                .map(folder -> Folders.require(folder, "masks"))
                .or(() -> existing(options.images().resolveSibling("masks")))
                .orElse(images);
    }

    private static Optional<Path> existing(Path folder) {
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /** The folder of a split under its plain or its reference name. */
    static Optional<Path> partFolder(Path metadata, SplitName name) {
        List<String> names =
                switch (name) {
                    case TRAIN -> List.of("train", "train-weaksup");
                    case VAL -> List.of("val", "train-fullsup");
                    case TEST -> List.of("test");
                };
        return names.stream()
                .map(metadata::resolve)
                .filter(folder -> Files.exists(folder.resolve(ReferenceSplitReader.IDS)))
                .findFirst();
    }
}
