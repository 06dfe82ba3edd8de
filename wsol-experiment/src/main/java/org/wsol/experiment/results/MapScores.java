package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.experiment.results.TestScores.Interval;

/**
 * The scores of the maps of several methods with the network of a run, {@code map-scores.json}.
 *
 * @param normaliser the run's normaliser
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
     * Reads the file of a run folder; empty if there is none.
     *
     * @throws org.wsol.core.InvalidInputException if it cannot be read or understood
     */
    public static MapScores of(Path runFolder) {
        Path file = runFolder.resolve(FILE_NAME);
        return Files.isRegularFile(file) ? JsonFiles.read(file, MapScores.class) : new MapScores("", List.of());
    }

    /** Writes the file atomically: readers see either the old or the complete new file. */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }

    /**
     * The scores of the maps of one method on the test split.
     *
     * @param map the method with its options, for example {@code layercam} or {@code scorecam:channels=64}
     * @param seconds average time per map, including the forward pass
     * @param road faithfulness of the maps; absent if it was not measured
     * @param rows localization by normaliser and threshold protocol; empty if no image has boxes
     */
    public record MapScore(String map, double seconds, Optional<Road> road, List<Row> rows) {

        /** Copies the list. */
        public MapScore {
            rows = List.copyOf(rows);
        }

        /**
         * Localization with one normaliser and protocol.
         *
         * @param normaliser how maps were scaled to [0, 1]
         * @param protocol how the threshold was chosen
         * @param localization the numbers
         */
        public record Row(String normaliser, String protocol, Localization localization) {}

        /**
         * ROAD: how much more the class's probability decreases when the most relevant pixels of the map are removed
         * than when the least relevant ones are.
         *
         * @param mean the mean over the measured images, in [-0.5, 0.5]; 0 for a random map
         * @param interval 95 percent confidence interval over images
         * @param images number of measured images
         * @param tied number of images in which the order of equal scores had an effect
         */
        public record Road(double mean, Optional<Interval> interval, int images, int tied) {}

        /** The file of the method's maps, relative to a run folder. */
        @JsonIgnore
        public String fileName() {
            return "maps/test-map." + map.replaceAll("[^A-Za-z0-9.+=_-]", "-") + ".npy";
        }
    }
}
