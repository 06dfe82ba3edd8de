package org.wsol.eval.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.eval.box.BoxRule;

/**
 * Thresholds chosen on one set, to be applied to another.
 *
 * @param source the set they were chosen on, for example {@code val}
 * @param thresholds for each box rule and overlap in percent a share of the map's maximum
 */
public record ThresholdChoice(String source, Map<BoxRule, Map<Integer, Double>> thresholds) {

    /** Copies the maps. */
    public ThresholdChoice {
        Map<BoxRule, Map<Integer, Double>> copy = new EnumMap<>(BoxRule.class);
        thresholds.forEach((rule, byIou) -> copy.put(rule, Map.copyOf(new TreeMap<>(byIou))));
        thresholds = Map.copyOf(copy);
    }

    /** The threshold for a rule and an overlap, if one was chosen. */
    public Optional<Double> threshold(BoxRule rule, int iouPercent) {
        return Optional.ofNullable(thresholds.getOrDefault(rule, Map.of()).get(iouPercent));
    }
}
