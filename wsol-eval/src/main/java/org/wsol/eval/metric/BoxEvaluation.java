package org.wsol.eval.metric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wsol.core.internal.Required;
import org.wsol.eval.box.BoxRule;
import org.wsol.eval.box.LevelCurve;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.metric.LocalizationReport.ClassificationAccuracy;
import org.wsol.eval.protocol.Protocol;
import org.wsol.eval.protocol.Protocol.ThresholdChoice;

/** An evaluated set of images, from which the results of every protocol are computed. Immutable. */
public final class BoxEvaluation {
    private final BoxEvaluationSettings settings;
    private final List<ImageScore> images;
    private final Map<BoxRule, Map<Integer, CorrectnessTable>> tables;

    /**
     * Creates an evaluated set.
     *
     * @throws IllegalArgumentException if there is no image, or an image occurs twice
     */
    public BoxEvaluation(BoxEvaluationSettings settings, List<ImageScore> images) {
        this.settings = settings;
        this.images = List.copyOf(images);
        requireDistinct(images);
        ThresholdGrid grid = new ThresholdGrid(settings.interval());
        this.tables = new EnumMap<>(BoxRule.class);
        for (BoxRule rule : BoxRule.values()) {
            List<LevelCurve> curves =
                    images.stream().map(image -> image.curve(rule)).toList();
            Map<Integer, CorrectnessTable> byIou = new TreeMap<>();
            settings.iouPercents().forEach(p -> byIou.put(p, CorrectnessTable.of(curves, grid, p)));
            tables.put(rule, byIou);
        }
    }

    private static void requireDistinct(List<ImageScore> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("there is no image to evaluate");
        }
        Set<String> seen = new HashSet<>();
        for (ImageScore image : images) {
            if (!seen.add(image.truth().imageId())) {
                throw new IllegalArgumentException("image " + image.truth().imageId() + " was evaluated twice");
            }
        }
    }

    /** The settings of the evaluation. */
    public BoxEvaluationSettings settings() {
        return settings;
    }

    /** The images, sorted by name. */
    public List<ImageScore> images() {
        return images;
    }

    /** The correctness of images by threshold, for one box rule and one of the settings' overlaps. */
    public CorrectnessTable table(BoxRule rule, int iouPercent) {
        CorrectnessTable table = Required.value(tables, rule).get(iouPercent);
        if (table == null) {
            throw new IllegalArgumentException(
                    "overlap " + iouPercent + " was not evaluated, only " + settings.iouPercents());
        }
        return table;
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
        return ReportBuilder.build(this, protocol, Decisions.of(protocol, this, weights), weights);
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
                .orElseThrow(() -> new IllegalArgumentException(
                        "overlap " + iouPercent + " was not evaluated, only " + settings.iouPercents()));
    }

    /**
     * The best thresholds of this set, for the evaluation of another one with {@link Protocol.Transferred}.
     *
     * @param source the name of this set in messages, for example {@code val}
     */
    public ThresholdChoice bestThresholds(String source) {
        Map<BoxRule, Map<Integer, Double>> chosen = new EnumMap<>(BoxRule.class);
        tables.forEach((rule, byIou) -> {
            Map<Integer, Double> thresholds = new TreeMap<>();
            byIou.forEach((p, table) -> thresholds.put(p, table.best(ones()).threshold()));
            chosen.put(rule, thresholds);
        });
        return new ThresholdChoice(source, chosen);
    }

    /** The classification accuracy, if every image has a prediction. */
    public Optional<ClassificationAccuracy> classification() {
        return ReportBuilder.classification(images, ones());
    }

    /** The subset of images that satisfy a condition; empty if none does. */
    public Optional<BoxEvaluation> only(java.util.function.Predicate<ImageScore> condition) {
        List<ImageScore> kept = new ArrayList<>(images);
        kept.removeIf(condition.negate());
        return kept.isEmpty() ? Optional.empty() : Optional.of(new BoxEvaluation(settings, kept));
    }

    private int[] ones() {
        int[] weights = new int[images.size()];
        java.util.Arrays.fill(weights, 1);
        return weights;
    }
}
