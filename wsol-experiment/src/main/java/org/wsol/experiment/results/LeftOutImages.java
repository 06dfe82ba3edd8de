package org.wsol.experiment.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.wsol.core.internal.Counted;

/** Reads and writes {@code skipped.csv}: the images a run skipped. There is no file if all images were readable. */
public final class LeftOutImages {
    /** The file's name in a run folder. */
    public static final String FILE_NAME = "skipped.csv";

    private static final String[] COLUMNS = {"split", "image_id", "reason"};
    /** The first column's name in files of version 0.1. */
    private static final String FORMER_SPLIT = "part";

    private LeftOutImages() {}

    /**
     * The images a run skipped, in file order.
     *
     * @param runFolder the run's folder
     * @throws org.wsol.core.InvalidInputException if the file cannot be read
     */
    public static List<LeftOut> read(Path runFolder) {
        Path file = runFolder.resolve(FILE_NAME);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        return CsvFiles.read(file).rows().stream()
                .map(row -> new LeftOut(
                        CsvFiles.cell(row, row.isMapped(COLUMNS[0]) ? COLUMNS[0] : FORMER_SPLIT),
                        CsvFiles.cell(row, COLUMNS[1]),
                        CsvFiles.cell(row, COLUMNS[2])))
                .toList();
    }

    /** Writes the file of a run atomically: readers see either the old or the complete new file. */
    public static void write(Path runFolder, List<LeftOut> images) {
        CsvFiles.write(
                runFolder.resolve(FILE_NAME),
                COLUMNS,
                images.stream()
                        .map(image -> List.<Object>of(image.split(), image.imageId(), image.reason()))
                        .toList());
    }

    /** The number of images of each split as text: {@code 3 images (train 2, test 1)}; empty for none. */
    public static String count(List<LeftOut> images) {
        if (images.isEmpty()) {
            return "";
        }
        String splits = List.of("train", "val", "test").stream()
                .filter(split -> of(images, split) > 0)
                .map(split -> split + " " + of(images, split))
                .collect(Collectors.joining(", "));
        return Counted.of(images.size(), "image") + " (" + splits + ")";
    }

    private static long of(List<LeftOut> images, String split) {
        return images.stream().filter(image -> image.split().equals(split)).count();
    }

    /**
     * An image that a run skipped because it could not be read.
     *
     * @param split the split of the data set: {@code train}, {@code val} or {@code test}
     * @param imageId the image's name in its lists
     * @param reason the reason, naming the file
     */
    public record LeftOut(String split, String imageId, String reason) {}
}
