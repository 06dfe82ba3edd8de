package org.wsol.cli.report.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.InvalidInputException;
import org.wsol.core.ScoreMap;

/**
 * A run folder as far as a report reads it.
 *
 * @param folder the folder
 * @param entry what its session says of it
 * @param metrics final numbers, empty where the run has not finished
 * @param epochs what was logged after every epoch
 * @param images per-image results, empty where they were not written
 */
public record RunFolder(
        Path folder, SessionEntry entry, Optional<RunMetrics> metrics, EpochTable epochs, List<ImageResult> images) {

    /** Keeps an unmodifiable copy. */
    public RunFolder {
        images = List.copyOf(images);
    }

    /** Reads the files that are there. */
    static RunFolder read(Path folder, SessionEntry entry) {
        Path metrics = folder.resolve(RunMetrics.FILE_NAME);
        Path epochs = folder.resolve(EpochTable.FILE_NAME);
        Path images = folder.resolve(ImageResults.FILE_NAME);
        return new RunFolder(
                folder,
                entry,
                Files.isRegularFile(metrics) ? Optional.of(RunMetrics.read(metrics)) : Optional.empty(),
                Files.isRegularFile(epochs) ? EpochTable.read(epochs) : EpochTable.empty(),
                Files.isRegularFile(images) ? ImageResults.read(images) : List.of());
    }

    /** A text file of the folder, for example {@code config.yaml}; empty where there is none. */
    public Optional<String> text(String fileName) {
        return TextFiles.textIfThere(folder.resolve(fileName));
    }

    /** Whether maps of that kind were kept. */
    public boolean hasMaps(MapKind kind) {
        return Files.isRegularFile(folder.resolve(kind.fileName()));
    }

    /**
     * The maps of some images.
     *
     * @param rows positions in the map file, {@link ImageResult#index()}
     * @throws InvalidInputException when the file is not a map file or has fewer maps
     */
    public List<ScoreMap> maps(MapKind kind, List<Integer> rows) {
        Path file = folder.resolve(kind.fileName());
        try (MapFile maps = MapFile.open(file)) {
            List<ScoreMap> read = new ArrayList<>();
            for (int row : rows) {
                read.add(maps.map(row));
            }
            return read;
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read as maps: " + e.getMessage(), e);
        }
    }
}
