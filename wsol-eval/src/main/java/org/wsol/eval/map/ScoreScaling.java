package org.wsol.eval.map;

import java.util.Arrays;
import org.wsol.core.InvalidInputException;

/** Shared arithmetic of normalisers. */
final class ScoreScaling {

    private ScoreScaling() {}

    static double[] sorted(ScoreArray map) {
        double[] scores = new double[map.height() * map.width()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = map.at(i);
        }
        Arrays.sort(scores);
        return scores;
    }

    /** The smallest score; NaN if the map contains NaN. */
    static double smallest(ScoreArray map) {
        int count = map.height() * map.width();
        double smallest = map.at(0);
        for (int i = 1; i < count; i++) {
            smallest = Math.min(smallest, map.at(i));
        }
        return smallest;
    }

    /** Subtracts a floor, clamps at 0, divides by the smaller of the largest value and a cap, and clamps at 1. */
    static ScoreArray scaled(ScoreArray map, double floor, double cap) {
        double[] scores = new double[map.height() * map.width()];
        double first = map.at(0);
        boolean constant = true;
        double max = 0;
        for (int i = 0; i < scores.length; i++) {
            double score = map.at(i);
            if (Double.isNaN(score)) {
                return ScoreArray.of(map.height(), map.width(), new double[scores.length]);
            }
            constant &= score == first;
            scores[i] = Math.max(0, score - floor);
            max = Math.max(max, scores[i]);
        }
        double divisor = Math.min(max, cap);
        boolean usable = !constant && divisor > 0 && !Double.isInfinite(max);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = usable ? Math.min(1, scores[i] / divisor) : 0;
        }
        return ScoreArray.of(map.height(), map.width(), scores);
    }

    static void requireShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share must be between 0 and 1, was " + share);
        }
    }

    static double parseShare(String number, String text) {
        try {
            double share = Double.parseDouble(number);
            if (share > 0 && share < 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException("'" + number + "' in normaliser '" + text + "' is not a number", e);
        }
        throw new InvalidInputException("the share in normaliser '" + text + "' must be between 0 and 1");
    }
}
