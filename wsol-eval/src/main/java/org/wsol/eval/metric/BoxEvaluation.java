package org.wsol.eval.metric;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.metric.LocalizationReport.ClassificationAccuracy;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/**
 * An evaluated set of images, from which the results of every protocol are computed. About 40 bytes per image are on the
 * heap; the boxes of large sets continue in a temporary file. Immutable.
 */
public final class BoxEvaluation {
    private final ScoreStore scores;
    private final int[] order;
    private final Map<Protocol, List<DecisionHits>> hits = new ConcurrentHashMap<>();

    /** @param order the images of this set, sorted by name, at least one */
    private BoxEvaluation(ScoreStore scores, int[] order) {
        if (order.length == 0) {
            throw new IllegalArgumentException("there is no image to evaluate");
        }
        this.scores = scores;
        this.order = order;
    }

    /**
     * The set of all images of a store, to which nothing is added afterwards.
     *
     * @throws IllegalArgumentException if there is no image, or an image occurs twice
     */
    static BoxEvaluation of(ScoreStore scores) {
        scores.trim();
        return new BoxEvaluation(scores, NameOrder.of(scores));
    }

    /** The settings of the evaluation. */
    public BoxEvaluationSettings settings() {
        return scores.settings();
    }

    /** The images, sorted by name. Every access to an element reads it anew, from a file if the set is large. */
    public List<ImageScore> images() {
        return new Images();
    }

    /** The image of a name, if it was evaluated. */
    public Optional<ImageScore> image(String imageId) {
        int low = 0;
        int high = order.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = scores.imageId(order[middle]).compareTo(imageId);
            if (compared == 0) {
                return Optional.of(scores.score(order[middle]));
            }
            low = compared < 0 ? middle + 1 : low;
            high = compared < 0 ? high : middle - 1;
        }
        return Optional.empty();
    }

    /** The number of images. */
    public int size() {
        return order.length;
    }

    /** The name of an image, by its position among {@link #images()}. */
    public String imageId(int position) {
        return scores.imageId(order[position]);
    }

    /** The images whose most likely class is the right one, in the order of {@link #images()}; a copy. */
    public BitSet top1() {
        return scores.top1(order);
    }

    /** The images whose class is among the five most likely, in the order of {@link #images()}; a copy. */
    public BitSet top5() {
        return scores.top5(order);
    }

    /** The correctness of images by threshold, for one box rule and one of the settings' overlaps. */
    public CorrectnessTable table(BoxRule rule, int iouPercent) {
        if (!settings().iouPercents().contains(iouPercent)) {
            throw new IllegalArgumentException("overlap " + iouPercent + " was not evaluated, only "
                    + settings().iouPercents());
        }
        return new CorrectnessTable(scores, order, scores.table(rule, iouPercent));
    }

    /** The results under a protocol. */
    public LocalizationReport report(Protocol protocol) {
        return report(protocol, ones());
    }

    /**
     * The results under a protocol for a weighting of the images. If the protocol chooses thresholds on the scored set,
     * it uses the weighted set.
     *
     * @param weights how often each image is counted, in the order of {@link #images()}
     */
    public LocalizationReport report(Protocol protocol, int[] weights) {
        List<DecisionHits> found = protocol instanceof Protocol.Oracle
                ? DecisionHits.of(this, protocol, Decisions.of(protocol, this, weights))
                : hits(protocol);
        return new ReportBuilder(scores, order, weights).build(protocol, found);
    }

    /** For each decision of a protocol on this set, the images for which it is right. */
    public List<DecisionHits> hits(Protocol protocol) {
        return hits.computeIfAbsent(protocol, asked -> DecisionHits.of(this, asked, decisions(asked)));
    }

    /** The decisions of a protocol on this set. */
    public List<Decision> decisions(Protocol protocol) {
        return Decisions.of(protocol, this, ones());
    }

    /** The decision of a protocol for its single box per image (largest contour or component) at one overlap. */
    public Decision singleBoxDecision(Protocol protocol, int iouPercent) {
        return decisions(protocol).stream()
                .filter(d -> !d.boxRule().equals(BoxRule.ALL_CONTOURS.id()) && d.iouPercent() == iouPercent)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("overlap " + iouPercent + " was not evaluated, only "
                        + settings().iouPercents()));
    }

    /**
     * The best thresholds of this set, for the evaluation of another one with {@link Protocol.Transferred}.
     *
     * @param source the name of this set in messages, for example {@code val}
     */
    public ThresholdChoice bestThresholds(String source) {
        Map<BoxRule, Map<Integer, Double>> chosen = new EnumMap<>(BoxRule.class);
        for (BoxRule rule : BoxRule.values()) {
            Map<Integer, Double> thresholds = new TreeMap<>();
            settings()
                    .iouPercents()
                    .forEach(p -> thresholds.put(p, table(rule, p).best(ones()).threshold()));
            chosen.put(rule, thresholds);
        }
        return new ThresholdChoice(source, chosen);
    }

    /** The classification accuracy, if every image has a prediction. */
    public Optional<ClassificationAccuracy> classification() {
        return new ReportBuilder(scores, order, ones()).classification();
    }

    /** The subset of images that satisfy a condition; empty if none does. */
    public Optional<BoxEvaluation> only(Predicate<ImageScore> condition) {
        int[] kept = Arrays.stream(order)
                .filter(image -> condition.test(scores.score(image)))
                .toArray();
        return kept.length == 0 ? Optional.empty() : Optional.of(new BoxEvaluation(scores, kept));
    }

    private int[] ones() {
        int[] weights = new int[order.length];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** The images as a list without elements in memory. */
    private final class Images extends AbstractList<ImageScore> implements RandomAccess {
        @Override
        public ImageScore get(int index) {
            return scores.score(order[index]);
        }

        @Override
        public int size() {
            return order.length;
        }
    }
}
