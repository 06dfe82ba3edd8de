package org.wsol.core.internal.lists;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

/**
 * Reads the lists of one split in the metadata layout of the reference evaluation: {@code image_ids.txt} (one id per
 * line), {@code class_labels.txt} ({@code id,label}), {@code image_sizes.txt} ({@code id,width,height}), {@code
 * localization.txt} with inclusive boxes ({@code id,x0,y0,x1,y1}) or masks ({@code id,mask file,ignore file}), and, if
 * both exist, {@code localization_masks.txt} for the masks. Sizes and localization may be missing. Ids may contain
 * commas.
 */
public final class ReferenceLists {
    /** The list that every split has. */
    public static final String IDS = "image_ids.txt";
    /** The classes. */
    public static final String LABELS = "class_labels.txt";
    /** The image sizes. */
    public static final String SIZES = "image_sizes.txt";
    /** The boxes, or the masks if there are no boxes. */
    public static final String BOXES = "localization.txt";
    /** The masks if there are boxes too. */
    public static final String MASKS = "localization_masks.txt";

    private static final String BOX_FORM = "image id,x0,y0,x1,y1";
    private static final String MASK_FORM = "image id,mask file,ignore file";

    private final Sink sink;
    private final UnaryOperator<String> rename;
    private final Consumer<DataException> problems;

    /** Receives the content of the lists. Images are numbered in the order in which they are added. */
    public interface Sink {
        /**
         * Adds an image.
         *
         * @param label its class, or empty if there is no list of classes
         */
        void add(String id, OptionalInt label);

        /** The number of an image, if it was added. */
        OptionalInt indexOf(String id);

        /** The number of images added. */
        int size();

        /** The size of an image. */
        void size(int image, ImageSize size);

        /** A box of an image. */
        void box(int image, Box box);

        /** The mask file of an object in an image, relative to the folder of masks. */
        void mask(int image, String file);

        /** The file of the region to exclude, relative to the folder of masks. */
        void ignore(int image, String file);

        /** Called when a line about an image cannot be read: its annotations are incomplete. */
        default void incomplete(int image) {}
    }

    private ReferenceLists(Sink sink, UnaryOperator<String> rename, Consumer<DataException> problems) {
        this.sink = sink;
        this.rename = rename;
        this.problems = problems;
    }

    /**
     * Reads the lists of a split.
     *
     * @param rename maps an id in the lists to the id that is used
     * @param labelled whether a list of classes is required
     * @param problems collects the lists with lines that cannot be read, with file and line of each
     */
    public static void read(
            Path folder, boolean labelled, UnaryOperator<String> rename, Sink sink, Consumer<DataException> problems) {
        ReferenceLists lists = new ReferenceLists(sink, rename, problems);
        if (labelled || Files.exists(folder.resolve(LABELS))) {
            lists.list(folder.resolve(LABELS), lists::readLabel);
            lists.guard(() -> lists.checkIds(folder.resolve(IDS)));
        } else {
            lists.list(folder.resolve(IDS), line -> lists.add(line, line.imageId(line.text()), OptionalInt.empty()));
        }
        lists.listIfPresent(folder.resolve(SIZES), lists::readSize);
        lists.listIfPresent(folder.resolve(BOXES), lists::readLocalization);
        lists.listIfPresent(folder.resolve(MASKS), lists::readMask);
    }

    private void guard(Runnable reading) {
        try {
            reading.run();
        } catch (DataException e) {
            problems.accept(e);
        }
    }

    private void list(Path file, Consumer<Line> reader) {
        guard(() -> TextLines.forEach(file, reader));
    }

    private void listIfPresent(Path file, Consumer<Line> reader) {
        if (Files.exists(file)) {
            list(file, reader);
        }
    }

    private void readLabel(Line line) {
        String text = line.text().strip();
        int comma = text.lastIndexOf(',');
        if (comma < 0) {
            throw line.problem("expected 'image id,label'");
        }
        String id = line.imageId(text.substring(0, comma));
        try {
            int label = line.wholeNumber(text.substring(comma + 1), "the label");
            if (label < 0) {
                throw line.problem("labels count from 0, was " + label);
            }
            add(line, id, OptionalInt.of(label));
        } catch (DataException e) {
            // The image is added anyway, so that the other lists do not report errors caused by this line.
            if (sink.indexOf(rename.apply(id)).isEmpty()) {
                sink.add(rename.apply(id), OptionalInt.empty());
            }
            throw e;
        }
    }

    private void add(Line line, String listed, OptionalInt label) {
        String id = rename.apply(listed);
        if (sink.indexOf(id).isPresent()) {
            throw line.problem("the image '" + id + "' is listed twice");
        }
        sink.add(id, label);
    }

    private void checkIds(Path file) {
        int[] listed = {0};
        TextLines.forEach(file, line -> {
            String id = rename.apply(line.imageId(line.text()));
            if (sink.indexOf(id).isEmpty()) {
                throw line.problem("the image '" + id + "' is not in " + LABELS);
            }
            listed[0]++;
        });
        if (listed[0] != sink.size()) {
            throw new DataException(file + ": lists " + listed[0] + " images, but " + LABELS + " has " + sink.size()
                    + "; the two must name the same images");
        }
    }

    private void readSize(Line line) {
        ListedFields fields = fields(line, "image id,width,height");
        fields.read(sink, () -> {
            int width = line.pixel(fields.get(0), "the width");
            int height = line.pixel(fields.get(1), "the height");
            if (width < 1 || height < 1) {
                throw line.problem("an image size must be positive");
            }
            sink.size(fields.image(), new ImageSize(height, width));
        });
    }

    private void readLocalization(Line line) {
        ListedFields fields = fields(line, BOX_FORM + "' or '" + MASK_FORM);
        if (fields.count() < 4) {
            readMask(line);
            return;
        }
        fields.read(sink, () -> {
            int x0 = line.pixel(fields.get(0), "x0");
            int y0 = line.pixel(fields.get(1), "y0");
            int x1 = line.pixel(fields.get(2), "x1");
            int y1 = line.pixel(fields.get(3), "y1");
            if (x1 < x0 || y1 < y0) {
                throw line.problem("the box ends before it starts; expected '" + BOX_FORM + "'");
            }
            sink.box(fields.image(), new Box(x0, y0, x1, y1));
        });
    }

    private void readMask(Line line) {
        ListedFields fields = fields(line, MASK_FORM);
        fields.read(sink, () -> {
            sink.mask(fields.image(), line.imageId(fields.get(0)));
            if (fields.count() > 1 && !fields.get(1).isBlank()) {
                sink.ignore(fields.image(), line.imageId(fields.get(1)));
            }
        });
    }

    private ListedFields fields(Line line, String form) {
        return ListedFields.of(line, form, id -> sink.indexOf(rename.apply(id)));
    }
}
