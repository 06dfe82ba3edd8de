package org.wsol.eval.diagnosis;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.wsol.core.ScoreMap;

/**
 * The distribution of the values of a norm map F over an image; needs no boxes.
 *
 * @param entropy {@code -sum p log p / log P} with {@code p = F / sum F} over the P positions: 1 for a flat map, 0 for a
 *     single peak
 * @param foreground share of the positions where F, scaled to [0, 1] by min-max, is above the foreground threshold
 * @param background share of the positions where it is below the background threshold
 */
public record MapShape(double entropy, double foreground, double background) {

    /**
     * The shape of one map.
     *
     * @param norm F, at least 0, two positions or more
     * @param foregroundThreshold in [0, 1]
     * @param backgroundThreshold in [0, 1]
     */
    public static MapShape of(ScoreMap norm, double foregroundThreshold, double backgroundThreshold) {
        ScoreMap scaled = norm.minMax();
        int places = norm.height() * norm.width();
        double sum = 0;
        int above = 0;
        int below = 0;
        for (int y = 0; y < norm.height(); y++) {
            for (int x = 0; x < norm.width(); x++) {
                sum += norm.at(y, x);
                above += scaled.at(y, x) > foregroundThreshold ? 1 : 0;
                below += scaled.at(y, x) < backgroundThreshold ? 1 : 0;
            }
        }
        return new MapShape(
                sum == 0 ? 1 : entropy(norm, sum) / Math.log(places), (double) above / places, (double) below / places);
    }

    private static double entropy(ScoreMap norm, double sum) {
        double entropy = 0;
        for (int y = 0; y < norm.height(); y++) {
            for (int x = 0; x < norm.width(); x++) {
                double share = norm.at(y, x) / sum;
                entropy -= share > 0 ? share * Math.log(share) : 0;
            }
        }
        return entropy;
    }

    /**
     * The mean over images.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MapShape mean(List<MapShape> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no image to average over");
        }
        return new MapShape(
                mean(images, MapShape::entropy),
                mean(images, MapShape::foreground),
                mean(images, MapShape::background));
    }

    private static double mean(List<MapShape> images, ToDoubleFunction<MapShape> part) {
        return images.stream().mapToDouble(part).average().orElseThrow();
    }
}
