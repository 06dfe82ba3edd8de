package org.wsol.eval.metric;

import java.util.List;
import java.util.Optional;

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
