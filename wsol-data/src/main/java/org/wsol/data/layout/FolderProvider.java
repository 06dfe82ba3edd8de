package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.Dataset;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.DatasetProvider;
import org.wsol.data.annotation.BoxSource;
import org.wsol.data.split.ListedDataset;
import org.wsol.data.split.SplitBuilder;

/** Your own images, one folder a class, with boxes and masks where you have them. */
public final class FolderProvider implements DatasetProvider<FolderOptions> {
    private static final Map<SplitName, List<String>> PART_FOLDERS = Map.of(
            SplitName.TRAIN, List.of("train", "training"),
            SplitName.VAL, List.of("val", "valid", "validation"),
            SplitName.TEST, List.of("test", "testing"));

    /** For the service loader. */
    public FolderProvider() {}

    @Override
    public String name() {
        return "folder";
    }

    @Override
    public String summary() {
        return "Your own images in one folder a class, with boxes (VOC, COCO, CSV) and masks where you have them.";
    }

    @Override
    public Class<FolderOptions> optionsType() {
        return FolderOptions.class;
    }

    @Override
    public Dataset open(FolderOptions options, Progress progress) {
        Path root = Folders.require(options.root(), "data.root", "your images, one sub-folder a class");
        Map<SplitName, Path> parts = partsOf(root);
        List<String> classes = new ArrayList<>(new TreeSet<>(parts.values().stream()
                .flatMap(part -> ClassFolders.classNames(part).stream())
                .toList()));
        if (classes.isEmpty()) {
            throw new InvalidInputException("the folder " + root + " has no sub-folders; expected one a class");
        }
        Optional<BoxSource> boxes = options.boxes().map(BoxSource::open);
        List<DataSplit> splits = new ArrayList<>();
        parts.forEach((name, folder) -> {
            SplitBuilder builder = new SplitBuilder(name, root, options.masks().orElse(root));
            ClassFolders.addImages(root, folder, classes, builder);
            boxes.ifPresent(source -> addBoxes(builder, source));
            options.masks()
                    .ifPresent(masks -> addMasks(builder, Folders.require(masks, "data.masks", "the mask images")));
            splits.add(builder.build());
        });
        if (splits.stream().allMatch(split -> split.size() == 0)) {
            throw new InvalidInputException("no image (.jpg, .png, .bmp, .webp) lies in the class folders of " + root);
        }
        boxes.ifPresent(source -> UnknownImages.check(source, options.boxes().orElseThrow(), splits));
        String title = options.title()
                .orElseGet(
                        () -> String.valueOf(root.toAbsolutePath().normalize().getFileName()));
        return options.split().apply(ListedDataset.of(title, classes, splits));
    }

    /** The part folders there are; a root without any is all training data. */
    static Map<SplitName, Path> partsOf(Path root) {
        Map<SplitName, Path> parts = new EnumMap<>(SplitName.class);
        PART_FOLDERS.forEach((name, folders) -> folders.stream()
                .map(root::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .ifPresent(folder -> parts.put(name, folder)));
        return parts.isEmpty() ? Map.of(SplitName.TRAIN, root) : parts;
    }

    private static void addBoxes(SplitBuilder builder, BoxSource source) {
        for (int i = 0; i < builder.size(); i++) {
            int image = i;
            source.find(builder.imageId(i)).ifPresent(annotation -> {
                annotation.size().ifPresent(size -> builder.setSize(image, size));
                annotation.boxes().forEach(box -> builder.addBox(image, box));
            });
        }
    }

    private static void addMasks(SplitBuilder builder, Path masks) {
        for (int i = 0; i < builder.size(); i++) {
            String base = BoxSource.withoutExtension(builder.imageId(i));
            int image = i;
            List.of(base, BoxSource.fileName(base)).stream()
                    .filter(name -> Files.isRegularFile(masks.resolve(name + ".png")))
                    .findFirst()
                    .ifPresent(name -> {
                        builder.addMask(image, name + ".png");
                        if (Files.isRegularFile(masks.resolve(name + "_ignore.png"))) {
                            builder.setIgnore(image, name + "_ignore.png");
                        }
                    });
        }
    }
}
