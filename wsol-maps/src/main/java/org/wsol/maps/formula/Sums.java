package org.wsol.maps.formula;

import org.wsol.core.ScoreMap;
import org.wsol.maps.FeatureMaps;

/** Sums channels to one map. */
public final class Sums {
    private Sums() {}

    /** {@code sum over k of A_k}. */
    public static ScoreMap overChannels(FeatureMaps maps) {
        double[] sums = new double[maps.places()];
        for (int k = 0; k < maps.channels(); k++) {
            for (int p = 0; p < sums.length; p++) {
                sums[p] += maps.at(k, p);
            }
        }
        return map(maps, sums);
    }

    /** {@code sqrt(sum over k of A_k^2)}. */
    public static ScoreMap lengths(FeatureMaps maps) {
        double[] sums = new double[maps.places()];
        for (int k = 0; k < maps.channels(); k++) {
            for (int p = 0; p < sums.length; p++) {
                double value = maps.at(k, p);
                sums[p] += value * value;
            }
        }
        for (int p = 0; p < sums.length; p++) {
            sums[p] = Math.sqrt(sums[p]);
        }
        return map(maps, sums);
    }

    /** {@code sum over k of weight[k] * A_k}. */
    public static ScoreMap weighted(FeatureMaps maps, double[] weights) {
        double[] sums = new double[maps.places()];
        for (int k = 0; k < maps.channels(); k++) {
            for (int p = 0; p < sums.length; p++) {
                sums[p] += weights[k] * maps.at(k, p);
            }
        }
        return map(maps, sums);
    }

    /** A map of the maps' size from finite values; values beyond the range of float32 are clamped. */
    static ScoreMap map(FeatureMaps maps, double[] values) {
        float[] narrowed = new float[values.length];
        for (int p = 0; p < values.length; p++) {
            narrowed[p] = (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, values[p]));
        }
        return ScoreMap.of(maps.size().height(), maps.size().width(), narrowed);
    }
}
