package org.wsol.data.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.core.internal.lists.Line;
import org.wsol.core.internal.lists.TextLines;
import org.wsol.data.split.SplitBuilder;

/**
 * The text files of CUB-200-2011, joined by image number. Labels start at 1 in the files and at 0 in this project; a
 * box of {@code x y w h} becomes {@code x, y, min(x + w, W - 1), min(y + h, H - 1)} as in the reference metadata.
 */
final class CubLists {
    private static final String LABELS = "image_class_labels.txt";
    private static final String SIDES = "train_test_split.txt";
    private static final String BOXES = "bounding_boxes.txt";
    private final Path root;
    private final Optional<Path> segmentations;
    private final Map<String, Line> labels;
    private final Map<String, Line> sides;
    private final Map<String, Line> boxes;
    private final List<Line> images = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final List<String> classNames;

    private CubLists(Path root, Optional<Path> segmentations) {
        this.root = root;
        this.segmentations = segmentations;
        this.labels = byNumber(root.resolve(LABELS), CubLists::classNumber);
        this.sides = byNumber(root.resolve(SIDES), CubLists::isTraining);
        this.boxes = byNumber(root.resolve(BOXES), CubLists::corners);
        this.classNames = ClassNames.read(root.resolve("classes.txt"));
        readImages(root.resolve("images.txt"));
    }

    private void readImages(Path file) {
        Set<String> seenIds = new HashSet<>();
        Set<String> seenNumbers = new HashSet<>();
        TextLines.forEach(file, line -> {
            String[] fields = line.fields("\\s+", 2, "image number, file");
            String id = line.imageId(fields[1]);
            if (!seenIds.add(id) || !seenNumbers.add(fields[0])) {
                throw line.problem("this image or its number is listed twice");
            }
            images.add(line);
            numbers.add(fields[0]);
            ids.add(id);
        });
    }

    static CubLists read(Path root, Optional<Path> segmentations) {
        return new CubLists(root, segmentations);
    }

    List<String> classNames() {
        return classNames;
    }

    /** The training or test split, in the order of {@code images.txt}. */
    DataSplit part(SplitName name) {
        Path folder = root.resolve("images");
        SplitBuilder builder = new SplitBuilder(name, folder, segmentations.orElse(folder));
        List<Integer> chosen = choose(name);
        List<Optional<ImageSize>> sizes = ImageSizes.read(
                chosen.stream().map(i -> folder.resolve(ids.get(i))).toList());
        BadLines bad = new BadLines();
        for (int i = 0; i < chosen.size(); i++) {
            int position = i;
            bad.guard(() -> add(builder, chosen.get(position), sizes.get(position)));
        }
        bad.throwIfAny();
        return builder.build();
    }

    private List<Integer> choose(SplitName name) {
        List<Integer> chosen = new ArrayList<>();
        BadLines bad = new BadLines();
        for (int i = 0; i < ids.size(); i++) {
            int image = i;
            bad.guard(() -> {
                if (isTraining(required(sides, SIDES, image)) == (name == SplitName.TRAIN)) {
                    chosen.add(image);
                }
            });
        }
        bad.throwIfAny();
        return chosen;
    }

    private static int classNumber(Line line) {
        return line.wholeNumber(line.fields("\\s+", 2, "image number, class number")[1], "the class");
    }

    private static boolean isTraining(Line side) {
        int part =
                side.wholeNumber(side.fields("\\s+", 2, "image number, 1 for training or 0 for test")[1], "the split");
        if (part != 0 && part != 1) {
            throw side.problem("the split must be 1 for training or 0 for test");
        }
        return part == 1;
    }

    private void add(SplitBuilder builder, int image, Optional<ImageSize> size) {
        Line line = required(labels, LABELS, image);
        int label = classNumber(line);
        if (label < 1 || label > classNames.size()) {
            throw line.problem("the class must be 1 to " + classNames.size());
        }
        int added = builder.add(ids.get(image), label - 1);
        size.ifPresent(known -> builder.setSize(added, known));
        builder.addBox(added, box(required(boxes, BOXES, image), size));
        segmentations.ifPresent(folder -> builder.addMask(added, maskName(ids.get(image))));
    }

    private static String maskName(String id) {
        int dot = id.lastIndexOf('.');
        return (dot > id.lastIndexOf('/') ? id.substring(0, dot) : id) + ".png";
    }

    private static Box box(Line line, Optional<ImageSize> size) {
        int[] corners = corners(line);
        int x = corners[0];
        int y = corners[1];
        int right = corners[2];
        int bottom = corners[3];
        int x1 = size.map(s -> Math.min(right, s.width() - 1)).orElse(right);
        int y1 = size.map(s -> Math.min(bottom, s.height() - 1)).orElse(bottom);
        if (x1 < x || y1 < y) {
            throw line.problem("the box is outside its image or has no area");
        }
        return new Box(x, y, x1, y1);
    }

    /** Left, top, right and bottom. */
    private static int[] corners(Line line) {
        String[] fields = line.fields("\\s+", 5, "image number, x, y, width, height");
        int x = (int) line.number(fields[1], "x");
        int y = (int) line.number(fields[2], "y");
        int width = (int) line.number(fields[3], "the width");
        int height = (int) line.number(fields[4], "the height");
        return new int[] {x, y, x + width, y + height};
    }

    private Line required(Map<String, Line> lines, String list, int image) {
        Line line = lines.get(numbers.get(image));
        if (line == null) {
            throw images.get(image)
                    .problem("the image has no line in " + list + "; add one there, or remove it from all lists");
        }
        return line;
    }

    /** The lines by the image's number; all are parsed here, so that all malformed lines are reported together. */
    private static Map<String, Line> byNumber(Path file, Consumer<Line> reader) {
        Map<String, Line> lines = new HashMap<>();
        TextLines.forEach(file, line -> {
            reader.accept(line);
            if (lines.put(line.fields("\\s+", 2, "image number, value")[0], line) != null) {
                throw line.problem("this image has a line already");
            }
        });
        return lines;
    }
}
