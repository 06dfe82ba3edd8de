package org.wsol.data.annotation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.Box;
import org.wsol.core.DataException;

/**
 * Boxes from a CSV file: {@code image,x0,y0,x1,y1} with inclusive corners, one box a line; a first line whose second field
 * is a word is a header.
 */
final class CsvFile implements BoxSource {
    private static final String FORM = "image,x0,y0,x1,y1";
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    private final NamedAnnotations annotations;

    private CsvFile(NamedAnnotations annotations) {
        this.annotations = annotations;
    }

    static CsvFile read(Path file) {
        Map<String, List<Box>> boxes = new LinkedHashMap<>();
        BadLines bad = new BadLines();
        try (CSVParser parser = CSVParser.parse(file, StandardCharsets.UTF_8, FORMAT)) {
            for (CSVRecord entry : parser) {
                int number = (int) parser.getCurrentLineNumber();
                Line line = new Line(file, number, String.join(",", entry.values()));
                if (entry.getRecordNumber() > 1 || !isHeader(entry)) {
                    bad.guard(() -> addBox(line, entry, boxes));
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException("the boxes " + file + " cannot be read: " + e.getMessage(), e);
        }
        bad.throwIfAny();
        Map<String, ImageAnnotation> byName = new LinkedHashMap<>();
        boxes.forEach((id, all) -> byName.put(id, new ImageAnnotation(Optional.empty(), all, List.of())));
        return new CsvFile(new NamedAnnotations(byName));
    }

    private static boolean isHeader(CSVRecord entry) {
        return entry.size() > 1 && entry.get(1).strip().matches("[A-Za-z_]\\w*");
    }

    private static void addBox(Line line, CSVRecord entry, Map<String, List<Box>> boxes) {
        if (entry.size() < 5) {
            throw line.problem("expected '" + FORM + "'");
        }
        int x0 = line.wholeNumber(entry.get(1), "x0");
        int y0 = line.wholeNumber(entry.get(2), "y0");
        int x1 = line.wholeNumber(entry.get(3), "x1");
        int y1 = line.wholeNumber(entry.get(4), "y1");
        if (x1 < x0 || y1 < y0) {
            throw line.problem("the box ends before it begins; expected '" + FORM + "'");
        }
        boxes.computeIfAbsent(line.imageId(entry.get(0)), id -> new ArrayList<>())
                .add(new Box(x0, y0, x1, y1));
    }

    @Override
    public Optional<ImageAnnotation> find(String imageId) {
        return annotations.find(imageId);
    }

    @Override
    public Set<String> names() {
        return annotations.names();
    }
}
