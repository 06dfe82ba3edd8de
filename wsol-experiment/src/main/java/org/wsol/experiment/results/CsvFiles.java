package org.wsol.experiment.results;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.InvalidInputException;
import org.wsol.core.StorageException;
import org.wsol.core.WsolException;
import org.wsol.core.internal.io.AtomicFiles;
import org.wsol.core.internal.lists.SpreadsheetCells;

/** Reads and writes comma-separated files whose first line is a header. */
final class CsvFiles {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    /** The columns in file order and the lines below the header. */
    record Content(List<String> columns, List<CSVRecord> rows) {}

    private CsvFiles() {}

    static Content read(Path file) {
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.parse(reader)) {
            return new Content(List.copyOf(parser.getHeaderNames()), parser.getRecords());
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new InvalidInputException(
                    file + ": cannot be read as comma-separated values: " + WsolException.reason(e), e);
        }
    }

    static void write(Path file, String[] columns, Iterable<List<Object>> rows) {
        CSVFormat format = FORMAT.builder()
                .setHeader(columns)
                .setSkipHeaderRecord(false)
                .setRecordSeparator('\n')
                .get();
        try {
            AtomicFiles.write(file, out -> {
                Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(writer, format);
                for (List<Object> row : rows) {
                    printer.printRecord(row.stream().map(CsvFiles::guarded).toList());
                }
                printer.flush();
            });
        } catch (IOException e) {
            throw new StorageException("cannot write " + file, e);
        }
    }

    private static Object guarded(Object cell) {
        return cell instanceof String text ? SpreadsheetCells.guarded(text) : cell;
    }

    /** The text of a cell; empty if the file has no such column or the line is short. */
    static String cell(CSVRecord row, String column) {
        return row.isSet(column) ? SpreadsheetCells.plain(row.get(column)) : "";
    }
}
