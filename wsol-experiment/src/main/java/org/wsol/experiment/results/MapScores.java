package org.wsol.experiment.results;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The scores of the maps of several methods with the network of a run, {@code map-scores.json}.
 *
 * @param normaliser the run's own
 * @param maps one entry per method, in the order of {@code evaluation.maps}
 */
public record MapScores(String normaliser, List<MapScore> maps) {
    /** The file's name in a run folder. */
    public static final String FILE_NAME = "map-scores.json";

    /** Copies the list. */
    public MapScores {
        maps = List.copyOf(maps);
    }

    /**
     * Reads the file of a run folder; nothing where there is none.
     *
     * @throws org.wsol.core.InvalidInputException when it cannot be read or understood
     */
    public static MapScores of(Path runFolder) {
        Path file = runFolder.resolve(FILE_NAME);
        return Files.isRegularFile(file) ? JsonFiles.read(file, MapScores.class) : new MapScores("", List.of());
    }

    /** Writes the file in one step: readers see the old file or the whole new one. */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }
}
