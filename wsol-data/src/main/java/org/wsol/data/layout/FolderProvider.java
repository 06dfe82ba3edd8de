package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.annotation.LeftOut;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;

/** Your own images, one folder per class, optionally with boxes and masks. */
public final class FolderProvider implements DatasetProvider<FolderOptions> {
    private static final Logger LOG = LoggerFactory.getLogger(FolderProvider.class);
    private static final Map<SplitName, List<String>> PART_FOLDERS = Map.of(
            SplitName.TRAIN, List.of("train", "training"),
            SplitName.VAL, List.of("val", "valid", "validation"),
            SplitName.TEST, List.of("test", "testing"));

    /** Called by the service loader. */
    public FolderProvider() {}

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public String summary() {
        return "Your own images in one folder per class, with boxes (VOC, COCO, CSV) and masks if available.";
    }

    @Override
    public Class<FolderOptions> optionsType() {
        return FolderOptions.class;
    }

    @Override
    public Dataset open(FolderOptions options, Progress progress) {
        Path root = Folders.require(options.root(), "data.root", "your images, one sub-folder per class");
        Map<SplitName, Path> parts = partsOf(root);
        List<String> classes = new ArrayList<>(new TreeSet<>(parts.values().stream()
                .flatMap(part -> ClassFolders.classNames(part).stream())
                .toList()));
        if (classes.isEmpty()) {
            throw new InvalidInputException("the folder " + root + " has no sub-folders; expected one per class");
        }
        LeftOut leftOut = new LeftOut();
        noteOtherFolders(root, parts, leftOut);
        parts.values().forEach(ClassFolders::warnIfTooHigh);
        ListedImages images = new ListedImages(classes);
        List<SplitBuilder> splits = new ArrayList<>();
        parts.forEach((name, folder) -> {
            SplitBuilder builder = new SplitBuilder(name, root, options.masks().orElse(root));
            ClassFolders.addImages(root, folder, classes, builder, leftOut);
            images.add(builder, folder.equals(root) ? "" : Folders.idOf(root, folder) + "/");
            splits.add(builder);
        });
        if (images.size() == 0) {
            throw new InvalidInputException("no image (.jpg, .png, .bmp, .webp) is in the class folders of " + root
                    + leftOut.sentences().stream().map(note -> "; " + note).collect(Collectors.joining()));
        }
        options.boxes().ifPresent(boxes -> new BoxAssignment(images, classes, leftOut).assign(boxes));
        options.masks()
                .map(masks -> Folders.require(masks, "data.masks", "the mask images"))
                .ifPresent(masks -> new MaskAssignment(images, leftOut).assign(masks));
        leftOut.sentences().forEach(LOG::warn);
        String title = options.title()
                .orElseGet(
                        () -> String.valueOf(root.toAbsolutePath().normalize().getFileName()));
        List<DataSplit> built =
                splits.stream().<DataSplit>map(SplitBuilder::build).toList();
        return options.split().apply(ListedDataset.of(title, classes, built).withNotes(leftOut.sentences()));
    }

    /** Class folders next to split folders belong to no split. */
    private static void noteOtherFolders(Path root, Map<SplitName, Path> parts, LeftOut leftOut) {
        if (!parts.containsValue(root)) {
            Folders.subFolders(root).stream()
                    .filter(folder -> !parts.containsValue(folder))
                    .filter(ClassFolders::holdsImages)
                    .forEach(folder -> leftOut.add(
                            "folder", "with images next to the folders of the splits ignored", folder.toString()));
        }
    }

    /**
     * The existing split folders; without any, all images are training data. A folder with such a name that directly
     * contains images and no folders of images is a class, for example a class of trains.
     */
    static Map<SplitName, Path> partsOf(Path root) {
        Map<SplitName, Path> parts = new EnumMap<>(SplitName.class);
        PART_FOLDERS.forEach((name, folders) -> folders.stream()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .filter(folder -> !isClass(folder))
                .findFirst()
                .ifPresent(folder -> parts.put(name, folder)));
        return parts.isEmpty() ? Map.of(SplitName.TRAIN, root) : parts;
    }

    private static boolean isClass(Path folder) {
        return ClassFolders.holdsImages(folder)
                && Folders.subFolders(folder).stream().noneMatch(ClassFolders::holdsImages);
    }
}
