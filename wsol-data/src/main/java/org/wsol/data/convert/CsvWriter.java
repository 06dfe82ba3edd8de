package org.wsol.data.convert;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.wsol.core.Box;
import org.wsol.core.data.DataSplit;
import org.wsol.core.internal.lists.SpreadsheetCells;

/**
 * Writes {@code <part>.csv} with one box per line and {@code <part>-labels.csv} with one image per line, both with a
 * header.
 */
final class CsvWriter {
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

    private CsvWriter() {}

    static Path write(DataSplit part, List<String> classNames, Path folder) {
        String name = part.name().id();
        TextFile.write(folder.resolve(name + "-labels.csv"), out -> {
            CSVPrinter printer = new CSVPrinter(out, FORMAT);
            printer.printRecord("image", "label", "class");
            for (int i = 0; i < part.size(); i++) {
                printer.printRecord(
                        SpreadsheetCells.guarded(part.imageId(i)),
                        part.label(i),
                        SpreadsheetCells.guarded(classNames.get(part.label(i))));
            }
        });
        return TextFile.write(folder.resolve(name + ".csv"), out -> {
            CSVPrinter printer = new CSVPrinter(out, FORMAT);
            printer.printRecord("image", "x0", "y0", "x1", "y1");
            for (int i = 0; i < part.size(); i++) {
                for (Box box : part.boxes(i)) {
                    printer.printRecord(
                            SpreadsheetCells.guarded(part.imageId(i)), box.x0(), box.y0(), box.x1(), box.y1());
                }
            }
        });
    }
}
