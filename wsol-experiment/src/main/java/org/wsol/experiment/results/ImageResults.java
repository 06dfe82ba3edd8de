package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.Box;
import org.wsol.core.InvalidInputException;

/** Reads and writes {@code images.csv}; on reading, the order of columns is free and unknown ones are skipped. */
public final class ImageResults {
    /** The file's name in a run folder. */
    public static final String FILE_NAME = "images.csv";

    private static final List<String> REQUIRED = List.of("image_id", "path", "width", "height", "error");

    private static final String[] COLUMNS = {
        "index",
        "image_id",
        "path",
        "width",
        "height",
        "label",
        "class_name",
        "predicted",
        "predicted_name",
        "probability",
        "top5_hit",
        "threshold",
        "pred_box",
        "gt_boxes",
        "iou",
        "error",
        "found_by_norm",
        "suppressed_by_similarity"
    };

    private final Path file;

    private ImageResults(Path file) {
        this.file = file;
    }

    /**
     * Reads the lines in file order.
     *
     * @throws InvalidInputException naming the file, and the line and column of missing or malformed content
     */
    public static List<ImageResult> read(Path file) {
        return new ImageResults(file).readAll();
    }

    /** Writes the lines in the given order, atomically: readers see either the old or the complete new file. */
    public static void write(Path file, Iterable<ImageResult> images) {
        CsvFiles.write(file, COLUMNS, () -> StreamSupport.stream(images.spliterator(), false)
                .map(ImageResults::cells)
                .iterator());
    }

    private static List<Object> cells(ImageResult image) {
        return List.of(
                image.index(),
                image.imageId(),
                image.path(),
                image.width(),
                image.height(),
                image.label(),
                image.className(),
                image.predicted(),
                image.predictedName(),
                text(image.probability()),
                image.topFiveHit(),
                text(image.threshold()),
                text(image.predictedBox().stream()),
                text(image.truth().stream()),
                text(image.iou()),
                image.error(),
                text(image.foundByNorm()),
                text(image.suppressedBySimilarity()));
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
    }

    private static String text(Stream<Box> boxes) {
        return boxes.map(box -> box.x0() + " " + box.y0() + " " + box.x1() + " " + box.y1())
                .collect(Collectors.joining(";"));
    }

    private List<ImageResult> readAll() {
        CsvFiles.Content content = CsvFiles.read(file);
        List<String> absent = REQUIRED.stream()
                .filter(column -> !content.columns().contains(column))
                .toList();
        if (!absent.isEmpty()) {
            throw new InvalidInputException(file + ":1: columns are missing: " + String.join(", ", absent));
        }
        return IntStream.range(0, content.rows().size())
                .mapToObj(i -> result(i, content.rows().get(i)))
                .toList();
    }

    private ImageResult result(int position, CSVRecord row) {
        String label = CsvFiles.cell(row, "label");
        String predicted = CsvFiles.cell(row, "predicted");
        return new ImageResult(
                (int) number(row, "index").orElse(position),
                required(row, "image_id"),
                required(row, "path"),
                size(row, "width"),
                size(row, "height"),
                (int) number(row, "label").orElse(-1),
                firstFilled(CsvFiles.cell(row, "class_name"), label),
                (int) number(row, "predicted").orElse(-1),
                firstFilled(CsvFiles.cell(row, "predicted_name"), predicted),
                number(row, "probability"),
                CsvFiles.cell(row, "top5_hit").equals("true"),
                number(row, "threshold"),
                boxes(row, "pred_box").stream().findFirst(),
                boxes(row, "gt_boxes"),
                number(row, "iou"),
                required(row, "error"),
                number(row, "found_by_norm"),
                number(row, "suppressed_by_similarity"));
    }

    private String required(CSVRecord row, String column) {
        if (!row.isSet(column)) {
            throw malformed(row, column, "is missing", Optional.empty());
        }
        return CsvFiles.cell(row, column);
    }

    private static String firstFilled(String name, String number) {
        return name.isEmpty() ? number : name;
    }

    private int size(CSVRecord row, String column) {
        double value = number(row, column).orElseThrow(() -> malformed(row, column, "is empty", Optional.empty()));
        if (!(value >= 1)) {
            throw malformed(row, column, "must be at least 1", Optional.empty());
        }
        return (int) value;
    }

    private OptionalDouble number(CSVRecord row, String column) {
        String cell = CsvFiles.cell(row, column);
        try {
            return cell.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(cell));
        } catch (NumberFormatException e) {
            throw malformed(row, column, "is not a number: " + cell, Optional.of(e));
        }
    }

    private List<Box> boxes(CSVRecord row, String column) {
        List<Box> boxes = new ArrayList<>();
        for (String text : CsvFiles.cell(row, column).split(";", -1)) {
            if (!text.isBlank()) {
                boxes.add(box(row, column, text.strip()));
            }
        }
        return boxes;
    }

    private Box box(CSVRecord row, String column, String text) {
        try {
            int[] corners = Arrays.stream(text.split("\\s+"))
                    .mapToInt(corner -> (int) Double.parseDouble(corner))
                    .toArray();
            return new Box(corners[0], corners[1], corners[2], corners[3]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw malformed(row, column, "is not a box 'x0 y0 x1 y1': " + text, Optional.of(e));
        }
    }

    private InvalidInputException malformed(CSVRecord row, String column, String what, Optional<Exception> cause) {
        String message = file + ":" + (row.getRecordNumber() + 1) + ": column '" + column + "' " + what;
        return cause.map(e -> new InvalidInputException(message, e))
                .orElseGet(() -> new InvalidInputException(message));
    }
}
