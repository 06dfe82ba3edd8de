package org.wsol.experiment.results;

import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run reached on the test split.
 *
 * @param count number of images
 * @param protocol name of the threshold protocol of {@code localization}, for example {@code oracle}
 * @param classification classification accuracy
 * @param localization localization accuracy
 * @param bestThreshold the threshold of each IoU ({@code "30"}, {@code "50"}, {@code "70"}), in [0, 1]
 * @param intervals confidence intervals over images by metric name
 * @param sizeBuckets localization by object size ({@code small}, {@code medium}, {@code large}), empty when not measured
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
}
