package org.wsol.experiment.results;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The scores of a run on the test split.
 *
 * @param count number of images
 * @param protocol name of the threshold protocol of {@code localization}, for example {@code oracle}
 * @param classification classification accuracy
 * @param localization localization accuracy
 * @param bestThreshold the threshold of each IoU ({@code "30"}, {@code "50"}, {@code "70"}), in [0, 1]
 * @param intervals confidence intervals over images by metric name
 * @param sizeBuckets localization by object size ({@code small}, {@code medium}, {@code large}), empty if not measured
 */
public record TestScores(
        int count,
        String protocol,
        Classification classification,
        Localization localization,
        Map<String, OptionalDouble> bestThreshold,
        Map<String, Interval> intervals,
        Map<String, SizeRow> sizeBuckets) {

    /** Keeps unmodifiable copies. */
    public TestScores {
        bestThreshold = Map.copyOf(bestThreshold);
        intervals = Map.copyOf(intervals);
        sizeBuckets = Map.copyOf(sizeBuckets);
    }

    /**
     * Localization of the objects in one size bucket.
     *
     * @param count number of images in the bucket
     * @param maxBoxAccV2 mean box accuracy over IoU 0.3, 0.5 and 0.7, in percent
     * @param gtKnownLoc localization with the labelled class given, in percent
     */
    public record SizeRow(int count, OptionalDouble maxBoxAccV2, OptionalDouble gtKnownLoc) {}

    /**
     * Classification accuracy on a split.
     *
     * @param top1 share of images whose first class is the label, in percent
     * @param top5 share of images whose first five classes contain the label, in percent
     */
    public record Classification(OptionalDouble top1, OptionalDouble top5) {}

    /**
     * A confidence interval, in JSON the pair {@code [lower, upper]}.
     *
     * @param lower lower end, in the unit of the metric
     * @param upper upper end, at least {@code lower}
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"lower", "upper"})
    public record Interval(double lower, double upper) {}
}
