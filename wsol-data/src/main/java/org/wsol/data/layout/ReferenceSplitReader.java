package org.wsol.data.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.data.SplitName;
import org.wsol.data.annotation.BadLines;
import org.wsol.data.annotation.Line;
import org.wsol.data.annotation.TextLines;
import org.wsol.data.split.SplitBuilder;

/**
 * Reads one part in the reference evaluation's metadata layout: {@code image_ids.txt} (one id a line),
 * {@code class_labels.txt} ({@code id,label}), {@code image_sizes.txt} ({@code id,width,height}), {@code localization.txt}
 * with inclusive boxes ({@code id,x0,y0,x1,y1}) or masks ({@code id,mask file,ignore file}), and where both exist
 * {@code localization_masks.txt} for the masks. Sizes and localization may be missing.
 */
final class ReferenceSplitReader {
    static final String IDS = "image_ids.txt";
    static final String LABELS = "class_labels.txt";
    static final String SIZES = "image_sizes.txt";
    static final String BOXES = "localization.txt";
    static final String MASKS = "localization_masks.txt";
    private static final String LABEL_FORM = "image id,label";
    private static final int BOX_FIELDS = 5;

    private final SplitBuilder builder;
    private final Map<String, String> renamed;

    private ReferenceSplitReader(SplitBuilder builder, Map<String, String> renamed) {
        this.builder = builder;
        this.renamed = renamed;
    }

    /**
     * Reads a part.
     *
     * @param folder holds the text files
     * @param renamed new ids by old id
     */
    static SplitBuilder read(SplitName name, Path folder, Path images, Path masks, Map<String, String> renamed) {
        ReferenceSplitReader reader = new ReferenceSplitReader(new SplitBuilder(name, images, masks), renamed);
        reader.readLabels(folder.resolve(LABELS));
        BadLines bad = new BadLines();
        bad.guard(() -> reader.checkIds(folder.resolve(IDS)));
        bad.guard(() -> readIfPresent(folder.resolve(SIZES), reader::readSize));
        bad.guard(() -> readIfPresent(folder.resolve(BOXES), reader::readLocalization));
        bad.guard(() -> readIfPresent(folder.resolve(MASKS), reader::readMask));
        bad.throwIfAny();
        return reader.builder;
    }

    private static void readIfPresent(Path file, Consumer<Line> consumer) {
        if (Files.exists(file)) {
            TextLines.forEach(file, consumer);
        }
    }

    private void readLabels(Path file) {
        TextLines.forEach(file, line -> {
            String[] fields = line.fields(",", 2, LABEL_FORM);
            String id = currentId(line, fields[0]);
            int label = line.wholeNumber(fields[1], "the label");
            if (label < 0) {
                throw line.problem("labels count from 0, was " + label);
            }
            if (builder.indexOf(id).isPresent()) {
                throw line.problem("the image '" + id + "' is listed twice");
            }
            builder.add(id, label);
        });
    }

    private void checkIds(Path file) {
        int[] listed = {0};
        TextLines.forEach(file, line -> {
            require(line, currentId(line, line.text()), LABELS);
            listed[0]++;
        });
        if (listed[0] != builder.size()) {
            throw new DataException(file + ": lists " + listed[0] + " images, but " + LABELS + " has " + builder.size()
                    + "; the two must name the same images");
        }
    }

    private void readSize(Line line) {
        String[] fields = line.fields(",", 3, "image id,width,height");
        int width = line.wholeNumber(fields[1], "the width");
        int height = line.wholeNumber(fields[2], "the height");
        if (width < 1 || height < 1) {
            throw line.problem("an image size must be positive");
        }
        builder.setSize(require(line, currentId(line, fields[0]), IDS), new ImageSize(height, width));
    }

    private void readLocalization(Line line) {
        String[] fields = line.fields(",", 2, "image id,x0,y0,x1,y1' or 'image id,mask file,ignore file");
        if (fields.length < BOX_FIELDS) {
            readMask(line);
            return;
        }
        int image = require(line, currentId(line, fields[0]), IDS);
        int x0 = line.wholeNumber(fields[1], "x0");
        int y0 = line.wholeNumber(fields[2], "y0");
        int x1 = line.wholeNumber(fields[3], "x1");
        int y1 = line.wholeNumber(fields[4], "y1");
        if (x1 < x0 || y1 < y0) {
            throw line.problem("the box ends before it begins; expected 'image id,x0,y0,x1,y1'");
        }
        builder.addBox(image, new Box(x0, y0, x1, y1));
    }

    private void readMask(Line line) {
        String[] fields = line.fields(",", 2, "image id,mask file,ignore file");
        int image = require(line, currentId(line, fields[0]), IDS);
        builder.addMask(image, line.imageId(fields[1]));
        if (fields.length > 2 && !fields[2].isBlank()) {
            builder.setIgnore(image, line.imageId(fields[2]));
        }
    }

    private String currentId(Line line, String field) {
        String id = line.imageId(field);
        return renamed.getOrDefault(id, id);
    }

    private int require(Line line, String id, String list) {
        OptionalInt found = builder.indexOf(id);
        if (found.isEmpty()) {
            throw line.problem("the image '" + id + "' is not in " + list);
        }
        return found.getAsInt();
    }
}
