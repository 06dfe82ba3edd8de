package org.wsol.data.annotation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.DataException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.lists.BadLines;
import org.wsol.core.internal.lists.Line;
import org.wsol.data.annotation.ImageAnnotation.AnnotatedObject;

/**
 * Boxes from a CSV file, one box per line, both corners inclusive. A first line whose second field is a word is a
 * header with the column names; without a header the columns are {@code image,x0,y0,x1,y1}.
 */
final class CsvFile {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setIgnoreEmptyLines(true).get();
    private static final int MARK = '\uFEFF';

    private final Path file;
    private final BadLines bad = new BadLines();
    private final Map<String, List<AnnotatedObject>> objects = new LinkedHashMap<>();
    private CsvColumns columns = CsvColumns.usual();

    private CsvFile(Path file) {
        this.file = file;
    }

    static void read(Path file, Consumer<ImageAnnotation> consumer) {
        CsvFile csv = new CsvFile(file);
        csv.parse();
        csv.bad.throwIfAny();
        csv.objects.forEach((image, all) -> consumer.accept(new ImageAnnotation(file, image, Optional.empty(), all)));
    }

    private void parse() {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            skipMark(reader);
            CSVParser parser = CSVParser.parse(reader, FORMAT);
            for (CSVRecord entry : parser) {
                int number = (int) parser.getCurrentLineNumber();
                Line line = new Line(file, Math.max(1, number), String.join(",", entry.values()));
                if (entry.getRecordNumber() == 1 && CsvColumns.isHeader(entry)) {
                    columns = CsvColumns.of(line, entry);
                } else {
                    bad.guard(() -> add(line, entry));
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw new DataException(
                    "the boxes " + file + " cannot be read: " + WsolException.reason(e)
                            + "; save the file as CSV in UTF-8",
                    e);
        }
    }

    private static void skipMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != MARK) {
            reader.reset();
        }
    }

    private void add(Line line, CSVRecord entry) {
        String image = columns.image(line, entry);
        objects.computeIfAbsent(image, name -> new ArrayList<>()).add(columns.object(line, entry));
    }
}
