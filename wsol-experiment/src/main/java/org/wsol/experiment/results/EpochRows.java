package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.wsol.core.InvalidInputException;

/**
 * The values logged after every epoch, {@code epochs.csv}. The columns depend on the method: one {@code loss_<term>}
 * per loss term, {@code val_<metric>} if a validation split is scored.
 *
 * @param columns values by column name in file order; all columns have one value per epoch, NaN for empty cells
 */
public record EpochRows(Map<String, List<Double>> columns) {
    /** The file's name in a run folder. */
    public static final String FILE_NAME = "epochs.csv";

    /** The column with the epoch number. */
    public static final String EPOCH = "epoch";

    /** Copies the map, keeping its order. */
    public EpochRows {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /** A table without epochs. */
    public static EpochRows empty() {
        return new EpochRows(Map.of());
    }

    /**
     * Reads {@code epochs.csv}.
     *
     * @throws InvalidInputException naming file, line and column of a cell that is not a number
     */
    public static EpochRows read(Path file) {
        CsvFiles.Content content = CsvFiles.read(file);
        Map<String, List<Double>> columns = new LinkedHashMap<>();
        for (String column : content.columns()) {
            List<Double> values = new ArrayList<>();
            for (CSVRecord row : content.rows()) {
                values.add(number(file, row, column));
            }
            columns.put(column, Collections.unmodifiableList(values));
        }
        return new EpochRows(columns);
    }

    private static double number(Path file, CSVRecord row, String column) {
        String cell = CsvFiles.cell(row, column);
        try {
            return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            throw new InvalidInputException(
                    file + ":" + (row.getRecordNumber() + 1) + ": column '" + column + "' is not a number: " + cell, e);
        }
    }
}
