package org.wsol.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsol.core.internal.Required;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * The measurements of a step as numbers that can be added over the shards of a batch: all except counts are multiplied
 * by the number of images.
 */
final class StepNumbers {
    /** After the terms: total, gradient norm, correct images, images. */
    private static final int MORE = 4;

    private final List<String> terms;

    /** @param terms the names of the built terms */
    StepNumbers(Set<String> terms) {
        this.terms = terms.stream().sorted().toList();
    }

    /** The count of numbers. */
    int length() {
        return terms.size() + MORE;
    }

    /** Writes the numbers of a shard. */
    void put(StepResult measured, double[] into) {
        int images = measured.images();
        for (int i = 0; i < terms.size(); i++) {
            into[i] = Required.value(measured.terms(), terms.get(i)) * images;
        }
        into[terms.size()] = measured.total() * images;
        into[terms.size() + 1] = measured.gradientNorm() * images;
        into[terms.size() + 2] = measured.correct();
        into[terms.size() + 3] = images;
    }

    /** The number of images of sums that begin at an index. */
    int images(double[] sums, int start) {
        return (int) sums[start + terms.size() + 3];
    }

    /** The means over all images of sums that begin at an index; zeros if there are none. */
    StepResult means(double[] sums, int start) {
        double divisor = Math.max(1, images(sums, start));
        Map<String, Double> means = new LinkedHashMap<>();
        for (int i = 0; i < terms.size(); i++) {
            means.put(terms.get(i), sums[start + i] / divisor);
        }
        int next = start + terms.size();
        return new StepResult(
                sums[next] / divisor, means, sums[next + 1] / divisor, (int) sums[next + 2], images(sums, start));
    }
}
