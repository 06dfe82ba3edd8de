package org.wsol.maps.formula;

import java.util.function.IntToDoubleFunction;

/** The softmax function. */
public final class Softmax {
    private Softmax() {}

    /** {@code exp(s[i]) / sum over j of exp(s[j])}. */
    public static double[] of(int count, IntToDoubleFunction scores) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            highest = Math.max(highest, scores.applyAsDouble(i));
        }
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = Math.exp(scores.applyAsDouble(i) - highest);
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }
}
