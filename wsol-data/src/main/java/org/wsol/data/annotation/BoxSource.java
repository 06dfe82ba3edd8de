package org.wsol.data.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.wsol.core.DataException;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;

/** Reads boxes of many images from Pascal VOC, COCO or CSV, depending on the path. */
public final class BoxSource {
    /** The suffix of label lists that {@code wsol data convert} writes next to CSV boxes. */
    private static final String LABELS = "-labels.csv";

    private BoxSource() {}

    /**
     * Reads a folder of Pascal VOC XML files, a COCO JSON file or a CSV file; or a folder with one COCO or CSV file for
     * each split. An image may be annotated several times.
     *
     * @param wanted whether an image is needed, by its name; for other images only the name is reported
     * @param leftOut records skipped entries with the reason
     * @param consumer receives one image after the other
     * @throws InvalidInputException if the path is missing or has an unsupported type
     * @throws DataException if something is malformed; the message names file and line or entry
     */
    public static void read(Path path, Predicate<String> wanted, LeftOut leftOut, Consumer<ImageAnnotation> consumer) {
        if (Files.isDirectory(path)) {
            List<Path> files = tables(path);
            if (files.isEmpty()) {
                VocFolder.read(path, wanted, consumer);
            }
            files.forEach(file -> readFile(file, leftOut, consumer));
            return;
        }
        if (!Files.exists(path)) {
            throw new InvalidInputException("data.boxes: " + path
                    + " does not exist; name a folder of Pascal VOC XML files, a COCO .json file or a .csv"
                    + " file, or leave data.boxes out");
        }
        readFile(path, leftOut, consumer);
    }

    private static void readFile(Path file, LeftOut leftOut, Consumer<ImageAnnotation> consumer) {
        if (endsWith(file, ".json")) {
            CocoFile.read(file, leftOut, consumer);
        } else if (endsWith(file, ".csv") || endsWith(file, ".txt")) {
            CsvFile.read(file, consumer);
        } else {
            throw new InvalidInputException(
                    "data.boxes: boxes are read from a folder of Pascal VOC XML files, a COCO .json file or a .csv file; got "
                            + file);
        }
    }

    /** The COCO files of a folder, else its CSV files. */
    private static List<Path> tables(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> all = entries.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
            List<Path> coco =
                    all.stream().filter(file -> endsWith(file, ".json")).toList();
            return coco.isEmpty()
                    ? all.stream()
                            .filter(file -> endsWith(file, ".csv") && !endsWith(file, LABELS))
                            .toList()
                    : coco;
        } catch (IOException e) {
            throw new DataException("the folder " + folder + " cannot be read: " + WsolException.reason(e), e);
        }
    }

    static boolean endsWith(Path file, String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }
}
