package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.progress.Progress;
import org.wsol.data.annotation.ImageAnnotation;
import org.wsol.data.annotation.ImageNames;
import org.wsol.data.annotation.VocXml;
import org.wsol.data.image.ImageFormat;
import org.wsol.data.split.SplitBuilder;

/** Lists the images of ILSVRC and joins them with their XML annotations. */
final class IlsvrcReader {
    private final Path data;
    private final Optional<Path> annotations;
    private final Synsets synsets;
    private final Progress progress;

    IlsvrcReader(Path data, Optional<Path> annotations, Synsets synsets, Progress progress) {
        this.data = data;
        this.annotations = annotations;
        this.synsets = synsets;
        this.progress = progress;
    }

    DataSplit train(boolean withBoxes) {
        SplitBuilder builder = new SplitBuilder(SplitName.TRAIN, data);
        addSynsetFolders(data.resolve("train"), builder);
        if (withBoxes) {
            Path folder = annotations
                    .map(root -> root.resolve("train"))
                    .orElseThrow(() -> new DataException(
                            "train_boxes is set, but no Annotations/CLS-LOC folder was found; name 'annotations'"));
            try (Progress.Task task = progress.start("reading training boxes", builder.size())) {
                for (int i = 0; i < builder.size(); i++) {
                    addBoxes(builder, i, folder);
                    task.step(1, "");
                }
            }
        }
        return builder.build();
    }

    /** Validation images are in one folder, with their class in the annotation, or sorted into synset folders. */
    DataSplit validation() {
        Path folder = data.resolve("val");
        SplitBuilder builder = new SplitBuilder(SplitName.TEST, data);
        if (!Folders.subFolders(folder).isEmpty()) {
            addSynsetFolders(folder, builder);
            annotations.map(root -> root.resolve("val")).ifPresent(boxes -> {
                for (int i = 0; i < builder.size(); i++) {
                    addBoxes(builder, i, boxes);
                }
            });
            return builder.build();
        }
        Path boxes = annotations
                .map(root -> root.resolve("val"))
                .orElseThrow(
                        () -> new DataException(
                                "the images in " + folder
                                        + " are not sorted into synsets and no Annotations/CLS-LOC/val was found to determine their classes"));
        List<Path> files = images(folder).toList();
        try (Progress.Task task = progress.start("reading validation boxes", files.size())) {
            for (Path file : files) {
                addAnnotated(builder, file, boxes);
                task.step(1, "");
            }
        }
        return builder.build();
    }

    private static Stream<Path> images(Path folder) {
        return Folders.list(folder)
                .filter(file -> ImageFormat.hasImageExtension(file.getFileName().toString()));
    }

    private void addSynsetFolders(Path folder, SplitBuilder builder) {
        for (Path synset : Folders.subFolders(folder)) {
            String id = synset.getFileName().toString();
            int label = synsets.label(id)
                    .orElseThrow(() -> new DataException(
                            "the folder " + synset + " is none of the synsets of this data set; remove it or list it"));
            images(synset).forEach(file -> builder.add(Folders.idOf(data, file), label));
        }
    }

    private void addAnnotated(SplitBuilder builder, Path file, Path boxes) {
        Path xml = boxes.resolve(ImageNames.withoutExtension(file.getFileName().toString()) + ".xml");
        if (!Files.isRegularFile(xml)) {
            throw new DataException("the annotation " + xml + " is missing; the class of " + file + " is unknown");
        }
        ImageAnnotation annotation = VocXml.read(xml);
        String synset = annotation.classNames().stream().findFirst().orElse("");
        int label = synsets.label(synset)
                .orElseThrow(() -> new DataException(
                        xml + ": the object name '" + synset + "' is none of the synsets of this data set"));
        add(builder, builder.add(Folders.idOf(data, file), label), annotation);
    }

    private static void addBoxes(SplitBuilder builder, int image, Path boxes) {
        String id = builder.imageId(image);
        String inPart = ImageNames.withoutExtension(id.substring(id.indexOf('/') + 1)) + ".xml";
        Stream.of(inPart, ImageNames.fileName(inPart))
                .map(boxes::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .ifPresent(xml -> add(builder, image, VocXml.read(xml)));
    }

    /** A few annotations extend one pixel beyond the image; they are clipped as in the reference lists. */
    private static void add(SplitBuilder builder, int image, ImageAnnotation annotation) {
        Optional<ImageSize> size = annotation.size();
        size.ifPresent(known -> builder.setSize(image, known));
        for (Box box : annotation.boxes()) {
            int x1 = size.map(s -> Math.min(box.x1(), s.width() - 1)).orElse(box.x1());
            int y1 = size.map(s -> Math.min(box.y1(), s.height() - 1)).orElse(box.y1());
            builder.addBox(image, new Box(Math.min(box.x0(), x1), Math.min(box.y0(), y1), x1, y1));
        }
    }
}
