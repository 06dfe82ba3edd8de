package org.wsol.maps.faithfulness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wsol.core.ScoreMap;
import org.wsol.core.random.SplitMix64;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.faithfulness.PixelCurve.PixelOrder;

/**
 * Remove and debias (Rong et al., ROAD, ICML 2022): parts of the image are removed according to the map and filled from
 * their surroundings, so that the shape of the removed parts gives the classifier no information.
 *
 * @param target the classifier output that is observed
 * @param noise standard deviation of the noise on filled values of the normalised image; 0.01 in the paper
 * @param seed seed of the noise
 */
public record Road(Target target, double noise, long seed) {
    /** The percentiles averaged in the papers. */
    public static final List<Integer> PERCENTILES = List.of(10, 20, 30, 40, 50, 60, 70, 80, 90);

    /** The order of removal. */
    public enum Order {
        /** The positions with the highest scores: the output should decrease. */
        MOST_RELEVANT_FIRST,
        /** The positions with the lowest scores: the output should not change. */
        LEAST_RELEVANT_FIRST
    }

    /** Softmax probability, noise 0.01, seed 0. */
    public static Road standard() {
        return new Road(Target.PROBABILITY, 0.01, 0);
    }

    /**
     * The change of the output for one image.
     *
     * @param change the class's output after minus before
     * @param removed share of the positions that were removed
     * @param tied number of positions tied at the threshold, selected by their order in the image; 0 if there are no
     *     ties
     */
    public record Removal(double change, double removed, int tied) {}

    /** The result of several percentiles in both directions. */
    public record Summary(double mostRelevantFirst, double leastRelevantFirst, int tied) {
        /** {@code (least - most) / 2}: larger is more faithful. */
        public double combined() {
            return (leastRelevantFirst - mostRelevantFirst) / 2;
        }
    }

    /**
     * Removes positions at each percentile.
     *
     * @param map scores at the image's size
     * @param percentiles of the scores, each in (0, 100): positions below are kept; for the least relevant first, of 1
     *     minus the scores
     */
    public List<Removal> removals(Evidence evidence, ScoreMap map, Order order, List<Integer> percentiles) {
        List<Selection> selections = percentiles.stream()
                .map(percentile -> Selection.of(map, order, percentile))
                .toList();
        FeatureMaps image = evidence.image();
        float[][] scores = evidence.scoresOfImages(
                selections.size(),
                (index, changed) -> System.arraycopy(
                        filled(image, selections.get(index), percentiles.get(index), order),
                        0,
                        changed,
                        0,
                        changed.length));
        double before = target.of(evidence.logits(), evidence.label());
        List<Removal> removals = new ArrayList<>();
        for (int i = 0; i < selections.size(); i++) {
            Selection selection = selections.get(i);
            removals.add(
                    new Removal(target.of(scores[i], evidence.label()) - before, selection.share(), selection.tied()));
        }
        return removals;
    }

    /** Both directions, averaged over percentiles. */
    public Summary summary(Evidence evidence, ScoreMap map, List<Integer> percentiles) {
        List<Removal> most = removals(evidence, map, Order.MOST_RELEVANT_FIRST, percentiles);
        List<Removal> least = removals(evidence, map, Order.LEAST_RELEVANT_FIRST, percentiles);
        int tied = 0;
        for (int i = 0; i < most.size(); i++) {
            tied = Math.max(tied, Math.max(most.get(i).tied(), least.get(i).tied()));
        }
        return new Summary(mean(most), mean(least), tied);
    }

    private static double mean(List<Removal> removals) {
        return removals.stream().mapToDouble(Removal::change).average().orElse(0);
    }

    /** The image with removed positions filled and noise added. */
    float[] filled(FeatureMaps image, Selection selection, int percentile, Order order) {
        float[] filled = new NeighbourImputation(image.size(), selection.removed()).fill(image);
        if (noise > 0) {
            SplitMix64 random = SplitMix64.named(seed, "road/" + order + "/" + percentile);
            for (int i = 0; i < filled.length; i++) {
                float drawn = (float) (noise * random.nextGaussian());
                filled[i] += selection.removed()[i % image.places()] ? drawn : 0;
            }
        }
        return filled;
    }

    /**
     * The removed positions.
     *
     * @param removed by position
     * @param tied number of tied positions at the threshold, selected by their order in the image
     */
    record Selection(boolean[] removed, int tied) {

        /** Selects the same number of positions for any map, given by the percentile; ties in row-major order. */
        static Selection of(ScoreMap map, Order order, int percentile) {
            float[] scores = map.toArray();
            if (order == Order.LEAST_RELEVANT_FIRST) {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = 1 - scores[i];
                }
            }
            float[] sorted = scores.clone();
            Arrays.sort(sorted);
            int kept = kept(sorted, percentile / 100.0 * (scores.length - 1));
            int[] descending = PixelOrder.descending(ScoreMap.of(map.height(), map.width(), scores));
            boolean[] removed = new boolean[scores.length];
            for (int i = 0; i < scores.length - kept; i++) {
                removed[descending[i]] = true;
            }
            return new Selection(removed, tied(sorted, kept));
        }

        /**
         * The number of scores below the percentile, which is interpolated and then rounded to float32 as in NumPy: it
         * may be rounded down to the lower neighbour, which is then removed as well.
         */
        private static int kept(float[] sorted, double position) {
            int above = (int) Math.ceil(position);
            int below = (int) Math.floor(position);
            float threshold = (float) (sorted[below] + (position - below) * ((double) sorted[above] - sorted[below]));
            return sorted[below] < sorted[above] && sorted[below] >= threshold ? above - 1 : above;
        }

        private static int tied(float[] sorted, int kept) {
            if (kept == 0 || sorted[kept - 1] != sorted[kept]) {
                return 0;
            }
            int tied = 0;
            for (float score : sorted) {
                tied += score == sorted[kept] ? 1 : 0;
            }
            return tied;
        }

        double share() {
            int count = 0;
            for (boolean gone : removed) {
                count += gone ? 1 : 0;
            }
            return (double) count / removed.length;
        }
    }
}
