package org.wsol.eval.metric;

import java.util.List;
import java.util.Optional;
import org.wsol.eval.box.BoxRule;

/**
 * The results of a set of images under one protocol.
 *
 * @param protocol the protocol's name
 * @param mapClass the class of the scored maps, on which Top-1 and Top-5 depend
 * @param images number of images
 * @param rules the accuracies of each box rule of the protocol
 * @param classification classification accuracy; empty without predictions
 */
public record LocalizationReport(
        String protocol,
        MapClass mapClass,
        int images,
        List<RuleScores> rules,
        Optional<ClassificationAccuracy> classification) {
    private static final int IOU_50 = 50;

    /** Copies the list. */
    public LocalizationReport {
        rules = List.copyOf(rules);
    }

    /** The accuracies of a box rule, if the protocol has it. */
    public Optional<RuleScores> rule(BoxRule rule) {
        return rules.stream().filter(r -> r.boxRule().equals(rule.id())).findFirst();
    }

    /** MaxBoxAcc: largest contour, overlap 50 percent; under the oracle protocol, the commonly published metric. */
    public Optional<Double> maxBoxAcc() {
        return rule(BoxRule.LARGEST_CONTOUR).flatMap(r -> r.at(IOU_50)).map(IouScore::accuracy);
    }

    /** MaxBoxAccV2: all contours, mean over the overlaps; empty if the protocol has one box per image only. */
    public Optional<Double> maxBoxAccV2() {
        return rule(BoxRule.ALL_CONTOURS).map(RuleScores::meanAccuracy);
    }

    /** GT-known localization: the protocol's single box per image at overlap 50 percent, in percent. */
    public Optional<Double> gtKnown() {
        return singleBox().map(IouScore::accuracy);
    }

    /** Top-1 localization: GT-known with the most likely class correct, in percent. */
    public Optional<Double> top1() {
        return singleBox().flatMap(IouScore::top1);
    }

    /** Top-5 localization: GT-known with the class among the five most likely, in percent. */
    public Optional<Double> top5() {
        return singleBox().flatMap(IouScore::top5);
    }

    private Optional<IouScore> singleBox() {
        return rules.stream()
                .filter(r -> !r.boxRule().equals(BoxRule.ALL_CONTOURS.id()))
                .findFirst()
                .flatMap(r -> r.at(IOU_50));
    }

    /**
     * The accuracies at one overlap.
     *
     * @param iouPercent the required overlap, in percent
     * @param threshold the threshold; if chosen on the scored set, the first that reaches the maximum
     * @param accuracy share of images whose object is found given its class (GT-known, BoxAcc), in percent
     * @param top1 share of images localized and classified correctly at the same threshold, in percent; empty without
     *     predictions
     * @param top5 the same for the five most likely classes
     */
    public record IouScore(
            int iouPercent, double threshold, double accuracy, Optional<Double> top1, Optional<Double> top5) {}

    /**
     * The accuracies of one box rule.
     *
     * @param boxRule {@code largest}, {@code all} or {@code component}
     * @param scores one entry per overlap
     */
    public record RuleScores(String boxRule, List<IouScore> scores) {

        /** Copies the list. */
        public RuleScores {
            scores = List.copyOf(scores);
        }

        /** The accuracies at an overlap, if it was evaluated. */
        public Optional<IouScore> at(int iouPercent) {
            return scores.stream().filter(s -> s.iouPercent() == iouPercent).findFirst();
        }

        /** The mean accuracy over the overlaps, in percent. */
        public double meanAccuracy() {
            return scores.stream().mapToDouble(IouScore::accuracy).sum() / scores.size();
        }
    }

    /**
     * Classification accuracy.
     *
     * @param top1 share of images whose most likely class is the true one, in percent
     * @param top5 share of images whose true class is among the five most likely, in percent
     */
    public record ClassificationAccuracy(double top1, double top5) {}
}
