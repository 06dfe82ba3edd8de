package org.wsol.eval.statistics;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;

/** Writes and reads {@code images.csv}: one line an image, comma-separated, with a heading; text with commas in quotes. */
public final class ImageRecords {
    private static final List<String> HEADING = List.of(
            "image",
            "label",
            "predicted",
            "protocol",
            "threshold",
            "x0",
            "y0",
            "x1",
            "y1",
            "iou",
            "areaShare",
            "size",
            "outcome");

    private ImageRecords() {}

    /**
     * Writes records.
     *
     * @throws InvalidInputException when the file cannot be written
     */
    public static void write(Path file, List<ImageRecord> records) {
        try (BufferedWriter writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            writer.write(String.join(",", HEADING) + "\n");
            for (ImageRecord record : records) {
                writer.write(line(record) + "\n");
            }
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be written: " + e, e);
        }
    }

    private static String line(ImageRecord r) {
        List<String> fields = List.of(
                quoted(r.imageId()),
                Integer.toString(r.label()),
                r.predicted().map(String::valueOf).orElse(""),
                quoted(r.protocol()),
                Double.toString(r.threshold()),
                Integer.toString(r.box().x0()),
                Integer.toString(r.box().y0()),
                Integer.toString(r.box().x1()),
                Integer.toString(r.box().y1()),
                Double.toString(r.iou()),
                Double.toString(r.areaShare()),
                r.size().id(),
                r.outcome().id());
        return String.join(",", fields);
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Reads records.
     *
     * @throws InvalidInputException when the file cannot be read
     * @throws DataException naming file and line, when a line is not a record
     */
    public static List<ImageRecord> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(file + " cannot be read: " + e, e);
        }
        if (lines.isEmpty() || !lines.get(0).equals(String.join(",", HEADING))) {
            throw new DataException(file + " line 1: expected the heading " + String.join(",", HEADING));
        }
        List<ImageRecord> records = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            records.add(record(file, i + 1, lines.get(i)));
        }
        return records;
    }

    private static ImageRecord record(Path file, int number, String line) {
        List<String> f = fields(line);
        if (f.size() != HEADING.size()) {
            throw new DataException(
                    file + " line " + number + ": expected " + HEADING.size() + " fields, found " + f.size());
        }
        try {
            return new ImageRecord(
                    f.get(0),
                    Integer.parseInt(f.get(1)),
                    f.get(2).isEmpty() ? Optional.empty() : Optional.of(Integer.valueOf(f.get(2))),
                    f.get(3),
                    Double.parseDouble(f.get(4)),
                    new Box(number(f, 5), number(f, 6), number(f, 7), number(f, 8)),
                    Double.parseDouble(f.get(9)),
                    Double.parseDouble(f.get(10)),
                    SizeBucket.valueOf(f.get(11).toUpperCase(Locale.ROOT)),
                    Outcome.ofId(f.get(12)));
        } catch (IllegalArgumentException e) {
            throw new DataException(file + " line " + number + ": " + e.getMessage() + " in '" + line + "'", e);
        }
    }

    private static int number(List<String> fields, int index) {
        return Integer.parseInt(fields.get(index));
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean escaped = quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"';
            if (escaped) {
                field.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
