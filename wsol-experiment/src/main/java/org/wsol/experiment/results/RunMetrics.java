package org.wsol.experiment.results;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The final numbers of a run, {@code metrics.json}; percent values, JSON {@code null} where a metric is missing.
 *
 * @param method the method's registered name
 * @param seed the seed of all random streams
 * @param minutes wall-clock time of the run
 * @param boxesUsedForSelection box annotations spent on choosing thresholds and checkpoints
 * @param boxesForThreshold the part of them that thresholds were chosen with; absent where none were transferred
 * @param test scores on the test split
 * @param protocols localization by the name of the threshold protocol
 * @param gap diagnosis of the gap between classification and localization, in percent of the object's area
 * @param missing why a metric is missing, by metric name
 * @param centreBaseline what a Gaussian in the middle of every test image reaches; absent where no box was scored
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

    /** Box annotations that a checkpoint was chosen, or a run stopped, by. */
    public int boxesForModel() {
        return boxesUsedForSelection
                - boxesForThreshold.map(BoxesForThreshold::boxes).orElse(0);
    }

    /**
     * Reads {@code metrics.json}.
     *
     * @throws org.wsol.core.InvalidInputException when the file cannot be read or understood
     */
    public static RunMetrics read(Path file) {
        return JsonFiles.read(file, RunMetrics.class);
    }

    /** Writes {@code metrics.json} in one step: readers see the old file or the whole new one. */
    public void write(Path file) {
        JsonFiles.write(file, this);
    }

    /**
     * The annotation that the transferred thresholds were chosen with.
     *
     * @param images validation images that have boxes
     * @param boxes boxes of the validation split
     */
    public record BoxesForThreshold(int images, int boxes) {}
}
