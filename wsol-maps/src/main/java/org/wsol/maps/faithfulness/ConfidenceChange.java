package org.wsol.maps.faithfulness;

import org.wsol.core.ScoreMap;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;

/**
 * The class's score for the image and for the image times the map: the visible part should suffice (Chattopadhay et
 * al., Grad-CAM++, WACV 2018, section 4.1).
 *
 * @param before for the image itself
 * @param after for the image multiplied by the map
 */
public record ConfidenceChange(double before, double after) {
    private static final double EPSILON = 1e-7;

    /**
     * Scores one image multiplied by its map.
     *
     * @param map scores in [0, 1] at the image's size
     */
    public static ConfidenceChange of(Evidence evidence, ScoreMap map, Target target) {
        FeatureMaps image = evidence.image();
        float[] mask = map.toArray();
        float[][] scores = evidence.scoresOfImages(1, (index, changed) -> {
            for (int i = 0; i < changed.length; i++) {
                changed[i] = image.values()[i] * mask[i % mask.length];
            }
        });
        return new ConfidenceChange(
                target.of(evidence.logits(), evidence.label()), target.of(scores[0], evidence.label()));
    }

    /** After minus before. */
    public double change() {
        return after - before;
    }

    /** The decrease of the score, 0 if it increases. */
    public double drop() {
        return Math.max(0, before - after);
    }

    /** The decrease relative to the score before; averaged over images, the average drop of the papers. */
    public double relativeDrop() {
        return drop() / (before + EPSILON);
    }

    /** 1 if the score increases, else 0; averaged over images, the increase in confidence of the papers. */
    public double increase() {
        return after > before ? 1 : 0;
    }
}
