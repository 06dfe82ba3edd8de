package org.wsol.maps.variant;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.wsol.maps.ClassScore;
import org.wsol.maps.formula.Softmax;

/**
 * {@code y_c - strength x (mean of y_d)} over the classes d with the scores closest to that of the requested class; the
 * mean is plain or weighted by softmax.
 *
 * @param weighted whether the mean is weighted by softmax, whose derivative is included
 * @param strength the factor of the subtracted mean
 * @param references number of classes
 */
record Contrast(boolean weighted, double strength, int references) implements ClassScore {

    @Override
    public float[] derivative(float[] logits, int label) {
        return derivative(logits, label, nearest(logits, label));
    }

    /** The derivative for given reference classes. */
    float[] derivative(float[] logits, int label, int[] nearest) {
        return weighted ? byWeight(logits, label, nearest) : byMean(logits, label, nearest);
    }

    private float[] byMean(float[] logits, int label, int[] nearest) {
        float[] derivative = new float[logits.length];
        derivative[label] = 1;
        for (int d : nearest) {
            derivative[d] -= (float) (strength / nearest.length);
        }
        return derivative;
    }

    /** With q the softmax among the references: {@code T = sum q_d (y_c - s y_d)}, {@code dT/dy_d = q_d (t_d - T) - s q_d}. */
    private float[] byWeight(float[] logits, int label, int[] nearest) {
        double[] shares = Softmax.of(nearest.length, i -> logits[nearest[i]]);
        double total = 0;
        for (int i = 0; i < nearest.length; i++) {
            total += shares[i] * (logits[label] - strength * logits[nearest[i]]);
        }
        float[] derivative = new float[logits.length];
        derivative[label] = 1;
        for (int i = 0; i < nearest.length; i++) {
            double difference = logits[label] - strength * logits[nearest[i]];
            derivative[nearest[i]] = (float) (shares[i] * (difference - total) - strength * shares[i]);
        }
        return derivative;
    }

    private int[] nearest(float[] logits, int label) {
        return IntStream.range(0, logits.length)
                .filter(k -> k != label)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> Math.abs(logits[k] - logits[label])))
                .limit(references)
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
