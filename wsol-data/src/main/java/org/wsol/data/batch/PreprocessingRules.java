package org.wsol.data.batch;

import java.util.List;
import org.wsol.core.InvalidInputException;

/** What the settings of {@link Preprocessing} must satisfy together. */
final class PreprocessingRules {
    private static final int CHANNELS = 3;

    private PreprocessingRules() {}

    static void check(int resize, int crop, List<Double> mean, List<Double> deviation, boolean cachesRandomSizes) {
        require(resize >= 1 && crop >= 1, "resize and crop must be at least 1 pixel");
        require(crop <= resize, "crop (" + crop + ") must not be larger than resize (" + resize + ")");
        require(mean.size() == CHANNELS, "mean needs three numbers, red, green and blue; got " + mean);
        require(deviation.size() == CHANNELS, "deviation needs three numbers, red, green and blue; got " + deviation);
        require(deviation.stream().allMatch(d -> d > 0), "deviation must be positive; got " + deviation);
        require(!cachesRandomSizes, "cache needs a fixed resize: set minCropArea to 0 or remove cache");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidInputException(otherwise);
        }
    }
}
