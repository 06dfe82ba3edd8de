package org.wsol.maps.faithfulness;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.wsol.eval.statistics.Bootstrap;
import org.wsol.eval.statistics.Bootstrap.ConfidenceInterval;

/**
 * Means over images, each with its confidence interval.
 *
 * @param images number of images
 * @param averageDrop mean relative drop of the probability, in [0, 1]; low is good
 * @param increase share of images whose probability rises; high is good
 * @param deletion mean area; low is good
 * @param insertion mean area; high is good
 * @param road mean of ROAD's combined number; high is good
 * @param complexity mean of the maps' mean scores
 * @param arcc mean of ARCC, in [0, 1]; high is good
 * @param tied number of images for which the order of equal scores had an effect
 */
public record FaithfulnessSummary(
        int images,
        ConfidenceInterval averageDrop,
        ConfidenceInterval increase,
        ConfidenceInterval deletion,
        ConfidenceInterval insertion,
        ConfidenceInterval road,
        ConfidenceInterval complexity,
        ConfidenceInterval arcc,
        int tied) {

    /**
     * The means of at least one image.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FaithfulnessSummary of(List<Faithfulness> images, Bootstrap bootstrap) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there are no images to average");
        }
        return new FaithfulnessSummary(
                images.size(),
                mean(images, bootstrap, one -> one.confidence().relativeDrop()),
                mean(images, bootstrap, one -> one.confidence().increase()),
                mean(images, bootstrap, Faithfulness::deletion),
                mean(images, bootstrap, Faithfulness::insertion),
                mean(images, bootstrap, one -> one.road().combined()),
                mean(images, bootstrap, Faithfulness::complexity),
                mean(images, bootstrap, one -> one.arcc().value()),
                (int) images.stream().filter(one -> one.road().tied() > 0).count());
    }

    private static ConfidenceInterval mean(
            List<Faithfulness> images, Bootstrap bootstrap, ToDoubleFunction<Faithfulness> number) {
        double[] numbers = images.stream().mapToDouble(number).toArray();
        return bootstrap.interval(numbers.length, weights -> {
            double sum = 0;
            int count = 0;
            for (int i = 0; i < numbers.length; i++) {
                sum += weights[i] * numbers[i];
                count += weights[i];
            }
            return sum / count;
        });
    }
}
