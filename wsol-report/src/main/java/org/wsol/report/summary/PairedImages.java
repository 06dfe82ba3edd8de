package org.wsol.report.summary;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.wsol.core.internal.Required;
import org.wsol.experiment.results.ImageResult;
import org.wsol.experiment.results.ReportedRun;

/**
 * A comparison of two tags on the same images: how many objects each finds (IoU at least 0.5). One run of each is
 * compared, with the first common seed, because the same images with several seeds are not independent samples.
 *
 * @param seed the seed of the two runs
 * @param both images where both find the object
 * @param onlyMethod images where only the method finds it
 * @param onlyBaseline images where only the baseline finds it
 * @param neither images where none does
 */
public record PairedImages(long seed, long both, long onlyMethod, long onlyBaseline, long neither) {
    private static final double FOUND = 0.5;

    /** Pairs the images of two tags; empty if they have no common seed or image. */
    public static Optional<PairedImages> of(MethodRuns method, MethodRuns baseline) {
        if (!method.sharesImages(baseline)) {
            return Optional.empty();
        }
        Map<Long, ReportedRun> theirs = bySeed(baseline);
        return bySeed(method).entrySet().stream()
                .filter(mine -> theirs.containsKey(mine.getKey()))
                .findFirst()
                .map(mine -> pair(mine.getKey(), mine.getValue(), Required.value(theirs, mine.getKey())))
                .filter(paired -> paired.total() > 0);
    }

    private static Map<Long, ReportedRun> bySeed(MethodRuns method) {
        Map<Long, ReportedRun> bySeed = new TreeMap<>();
        method.runs().forEach(run -> bySeed.put(run.entry().seed(), run));
        return bySeed;
    }

    private static PairedImages pair(long seed, ReportedRun method, ReportedRun baseline) {
        Map<String, Boolean> theirs = found(baseline.images());
        long[] cells = new long[4];
        found(method.images()).forEach((image, mine) -> {
            if (theirs.containsKey(image)) {
                cells[(mine ? 0 : 2) + (theirs.get(image) ? 0 : 1)]++;
            }
        });
        return new PairedImages(seed, cells[0], cells[1], cells[2], cells[3]);
    }

    private static Map<String, Boolean> found(List<ImageResult> images) {
        Map<String, Boolean> found = new HashMap<>();
        images.stream()
                .filter(ImageResult::isScored)
                .forEach(image -> found.put(image.imageId(), image.iouOrZero() >= FOUND));
        return found;
    }

    /** Number of pairs. */
    public long total() {
        return both + onlyMethod + onlyBaseline + neither;
    }

    /** Images won minus images lost, in percentage points. */
    public double difference() {
        return 100.0 * (onlyMethod - onlyBaseline) / total();
    }

    /**
     * The two-sided p-value of McNemar's exact test: the probability of at least this uneven a split of the differing
     * images if both were equally good. In [0, 1].
     */
    public double pValue() {
        int differing = Math.toIntExact(onlyMethod + onlyBaseline);
        if (differing == 0) {
            return 1;
        }
        int smaller = Math.toIntExact(Math.min(onlyMethod, onlyBaseline));
        return Math.min(1, 2 * BinomialDistribution.of(differing, 0.5).cumulativeProbability(smaller));
    }
}
