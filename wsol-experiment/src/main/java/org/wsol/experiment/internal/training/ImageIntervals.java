package org.wsol.experiment.internal.training;

import java.util.Map;
import java.util.TreeMap;
import org.wsol.eval.metric.BoxEvaluation;
import org.wsol.eval.metric.LocalizationReport;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.statistics.Bootstrap;
import org.wsol.eval.statistics.LocalizationMetric;
import org.wsol.eval.statistics.LocalizationStatistics;
import org.wsol.experiment.results.TestScores.Interval;
import org.wsol.experiment.results.TestScores.SizeRow;

/** Confidence intervals of test metrics over images, and metrics by object size. */
final class ImageIntervals {
    private static final double CONFIDENCE = 0.95;

    private ImageIntervals() {}

    /** Bootstrap intervals of 95 percent over images, with oracle thresholds. */
    static Map<String, Interval> intervals(BoxEvaluation boxes, int replicates, long seed) {
        Map<String, Interval> intervals = new TreeMap<>();
        if (replicates > 0) {
            Bootstrap bootstrap = new Bootstrap(replicates, CONFIDENCE, seed);
            for (LocalizationMetric metric : new LocalizationMetric[] {
                LocalizationMetric.MAX_BOX_ACC, LocalizationMetric.MAX_BOX_ACC_V2, LocalizationMetric.TOP1_CLASS
            }) {
                LocalizationStatistics.interval(bootstrap, boxes, new Protocol.Oracle(), metric)
                        .ifPresent(found -> intervals.put(metric.id(), new Interval(found.low(), found.high())));
            }
        }
        return intervals;
    }

    /** Accuracy by object size, at the best thresholds over all sizes. */
    static Map<String, SizeRow> sizes(BoxEvaluation boxes) {
        Protocol common = new Protocol.Transferred(boxes.bestThresholds("all sizes"));
        Map<String, SizeRow> sizes = new TreeMap<>();
        org.wsol.eval.statistics.SizeBucket.split(boxes).forEach((bucket, images) -> {
            LocalizationReport report = images.report(common);
            sizes.put(
                    bucket.id(),
                    new SizeRow(
                            images.images().size(),
                            LocalizationNumbers.optional(report.maxBoxAccV2()),
                            LocalizationNumbers.of(report, java.util.Optional.empty())
                                    .gtKnownLoc()));
        });
        return sizes;
    }
}
