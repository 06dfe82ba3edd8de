package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Setting;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.split.SplitRules;

/** Detects the layout of a folder by its typical files, and opens it with that layout's defaults. */
public final class AutoProvider implements DatasetProvider<AutoProvider.AutoOptions> {
    private static final Logger LOG = LoggerFactory.getLogger(AutoProvider.class);

    /** Called by the service loader. */
    public AutoProvider() {}

    @Override
    public String name() {
        return "auto";
    }

    @Override
    public String summary() {
        return "Any of the other layouts, detected by its files.";
    }

    @Override
    public Class<AutoOptions> optionsType() {
        return AutoOptions.class;
    }

    @Override
    public Dataset open(AutoOptions options, Progress progress) {
        return open(options.root(), options.split(), progress);
    }

    private static Dataset open(Path root, SplitRules rules, Progress progress) {
        Folders.require(root, "data.root", "the data set");
        Layout layout = detect(root).orElseThrow(() -> unknown(root));
        return switch (layout.kind()) {
            case CUB -> new CubProvider().open(CubOptions.of(layout.root()).withSplit(rules), progress);
            case REFERENCE ->
                new ReferenceProvider()
                        .open(
                                ReferenceOptions.of(
                                                imagesOf(layout.root()),
                                                metadataOf(layout.root()).orElse(layout.root()))
                                        .withSplit(rules),
                                progress);
            case ILSVRC ->
                new IlsvrcProvider().open(IlsvrcOptions.of(layout.root()).withSplit(rules), progress);
            case FOLDER -> {
                if (!layout.root().equals(root)) {
                    LOG.warn(
                            "the class folders are in {}; an experiment file needs data.root={}",
                            layout.root(),
                            layout.root());
                }
                yield new FolderProvider().open(FolderOptions.of(layout.root()).withSplit(rules), progress);
            }
        };
    }

    private static InvalidInputException unknown(Path root) {
        Path deepest = root;
        for (Optional<Path> next = onlyFolder(root); next.isPresent(); next = onlyFolder(deepest)) {
            deepest = next.get();
        }
        String found = detect(deepest).isPresent()
                ? "its class folders are in " + deepest + ": name that folder"
                : ClassFolders.holdsImages(root)
                        ? "it contains images, but no folders: sort them into one folder per class"
                        : "it contains no images (jpg, png, bmp, webp) in one folder per class";
        return new InvalidInputException("the layout of " + root + " is not known; " + found
                + ". Other known layouts are CUB-200-2011 (train_test_split.txt), the lists of the reference evaluation"
                + " (metadata/train/image_ids.txt) and ILSVRC (Annotations/CLS-LOC or synset folders); an experiment file can"
                + " name the layout");
    }

    /** The layouts that can be detected. */
    enum Kind {
        CUB,
        REFERENCE,
        ILSVRC,
        FOLDER
    }

    /**
     * A layout that was detected.
     *
     * @param kind the layout
     * @param root its root, possibly one folder below the given one
     */
    record Layout(Kind kind, Path root) {}

    /** The layout of a folder, or of its only sub-folder; otherwise folders whose images are in sub-folders are classes. */
    static Optional<Layout> detect(Path root) {
        return Stream.concat(Stream.of(root), onlyFolder(root).stream())
                .flatMap(folder -> kindOf(folder).map(kind -> new Layout(kind, folder)).stream())
                .findFirst()
                .or(() -> hasDeepClassFolders(root) ? Optional.of(new Layout(Kind.FOLDER, root)) : Optional.empty());
    }

    private static boolean hasDeepClassFolders(Path root) {
        List<Path> folders = Folders.subFolders(root);
        return folders.size() > 1 && folders.stream().allMatch(ClassFolders::holdsImagesBelow);
    }

    private static Optional<Path> onlyFolder(Path root) {
        var folders = Folders.subFolders(root);
        return folders.size() == 1 ? Optional.of(folders.get(0)) : Optional.empty();
    }

    private static Optional<Kind> kindOf(Path folder) {
        if (Files.isRegularFile(folder.resolve("train_test_split.txt"))) {
            return Optional.of(Kind.CUB);
        }
        if (metadataOf(folder).isPresent()) {
            return Optional.of(Kind.REFERENCE);
        }
        if (isIlsvrc(folder)) {
            return Optional.of(Kind.ILSVRC);
        }
        return hasClassFolders(folder) ? Optional.of(Kind.FOLDER) : Optional.empty();
    }

    private static boolean isIlsvrc(Path folder) {
        return Files.isDirectory(folder.resolve("Annotations/CLS-LOC"))
                || Files.isDirectory(folder.resolve("ILSVRC/Annotations/CLS-LOC"))
                || Files.isRegularFile(folder.resolve("LOC_synset_mapping.txt"));
    }

    private static boolean hasClassFolders(Path folder) {
        return FolderProvider.partsOf(folder).values().stream()
                .flatMap(part -> Folders.subFolders(part).stream())
                .anyMatch(ClassFolders::holdsImages);
    }

    /**
     * The folder of the reference evaluation's lists: below {@code metadata}, or in the folder itself, as published.
     */
    private static Optional<Path> metadataOf(Path folder) {
        return Stream.of(folder.resolve("metadata"), folder)
                .filter(lists -> Stream.of(SplitName.values())
                        .anyMatch(name ->
                                ReferenceProvider.partFolder(lists, name).isPresent()))
                .findFirst();
    }

    private static Path imagesOf(Path root) {
        Path images = root.resolve("images");
        return Files.isDirectory(images) ? images : root;
    }

    /** A folder whose layout is detected. */
    public record AutoOptions(
            @Setting(doc = "Folder of a data set in any of the known layouts.")
            Path root,

            @Setting(doc = "How splits are created and subsampled.")
            SplitRules split) {}
}
