package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The final numbers of a run, {@code metrics.json}; percent values, JSON {@code null} for missing metrics.
 *
 * @param method the method's registered name
 * @param seed the seed of all random streams
 * @param minutes wall-clock time of the run
 * @param boxesUsedForSelection number of box annotations used to choose thresholds and checkpoints
 * @param boxesForThreshold the box annotations used for thresholds; absent if no thresholds were transferred
 * @param test scores on the test split
 * @param protocols localization by the name of the threshold protocol
 * @param gap diagnosis of the gap between classification and localization, in percent of the object's area
 * @param missing the reason for a missing metric, by metric name
 * @param centreBaseline the scores of a Gaussian in the middle of every test image; absent if no box was scored
 */
public record RunMetrics(
        String method,
        long seed,
        OptionalDouble minutes,
        int boxesUsedForSelection,
        Optional<BoxesForThreshold> boxesForThreshold,
        TestScores test,
        Map<String, Localization> protocols,
        Map<String, OptionalDouble> gap,
        Map<String, String> missing,
        Optional<Localization> centreBaseline) {

    /** The file's name in a run folder. */
    public static final String FILE_NAME = "metrics.json";

    /** Keeps unmodifiable copies. */
    public RunMetrics {
        protocols = Map.copyOf(protocols);
        gap = Map.copyOf(gap);
        missing = Map.copyOf(missing);
    }

    /** The number of box annotations used to choose a checkpoint or to stop a run. */
    public int boxesForModel() {
        return boxesUsedForSelection
                - boxesForThreshold.map(BoxesForThreshold::boxes).orElse(0);
    }

    /**
     * Reads {@code metrics.json}.
     *
     * @throws org.wsol.core.InvalidInputException if the file cannot be read or understood
     */
    public static RunMetrics read(Path file) {
        return JsonFiles.read(file, RunMetrics.class);
    }

    /** Writes {@code metrics.json} atomically: readers see either the old or the complete new file. */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }

    /**
     * The annotations used to choose the transferred thresholds.
     *
     * @param images validation images that have boxes
     * @param boxes boxes of the validation split
     */
    public record BoxesForThreshold(int images, int boxes) {}
}
