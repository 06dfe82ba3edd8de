package org.wsol.experiment.sweep;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsol.config.tree.ConfigNode;
import org.wsol.config.tree.ConfigNode.ListNode;
import org.wsol.config.tree.ConfigNode.ScalarNode;
import org.wsol.config.tree.Problems;
import org.wsol.core.InvalidInputException;
import org.wsol.core.component.Suggestion;
import org.wsol.core.random.SplitMix64;
import org.wsol.experiment.schema.SweepConfig;

/**
 * Draws combinations. The draw of a key depends only on the seed, the key and its index: a larger budget keeps the
 * earlier draws, and a new key does not change the draws of other keys.
 */
final class RandomDraws {
    private static final List<String> FUNCTIONS = List.of("uniform", "loguniform", "choice");
    private static final MathContext DIGITS = new MathContext(4);

    private RandomDraws() {}

    /**
     * The draws.
     *
     * @param problems receives invalid distributions; those keys are omitted
     */
    static List<Map<String, ConfigNode>> of(SweepConfig.RandomSweep random, Problems problems) {
        Map<String, ConfigNode> sound = new LinkedHashMap<>();
        random.keys().forEach((key, node) -> {
            try {
                draw(node, 0);
                sound.put(key, node);
            } catch (InvalidInputException e) {
                problems.add(node.origin(), "sweep.random.keys." + key, e.getMessage());
            }
        });
        return draws(random, sound);
    }

    private static List<Map<String, ConfigNode>> draws(SweepConfig.RandomSweep random, Map<String, ConfigNode> keys) {
        List<Map<String, ConfigNode>> draws = new ArrayList<>();
        for (int i = 0; i < random.budget(); i++) {
            Map<String, ConfigNode> row = new LinkedHashMap<>();
            for (var entry : keys.entrySet()) {
                double u = SplitMix64.named(random.seed(), "sweep/" + entry.getKey() + "/" + i)
                        .nextDouble();
                row.put(entry.getKey(), draw(entry.getValue(), u));
            }
            draws.add(row);
        }
        return draws;
    }

    private static ConfigNode draw(ConfigNode node, double u) {
        if (node instanceof ListNode list && !list.items().isEmpty()) {
            return list.items().get((int) (u * list.items().size()));
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw wrong(node, "");
        }
        SweepText.Call call = SweepText.call(scalar.text()).orElseThrow(() -> wrong(node, ""));
        return switch (call.name()) {
            case "choice" -> {
                List<ConfigNode> values = SweepValues.of(scalar.text(), scalar.origin());
                yield values.get((int) (u * values.size()));
            }
            case "uniform" -> {
                double[] ends = ends(node, call);
                yield number(ends[0] + u * (ends[1] - ends[0]), node);
            }
            case "loguniform" -> {
                double[] ends = ends(node, call);
                if (ends[0] <= 0) {
                    throw new InvalidInputException("loguniform needs positive ends");
                }
                yield number(ends[0] * Math.pow(ends[1] / ends[0], u), node);
            }
            default -> throw wrong(node, Suggestion.forName(call.name(), FUNCTIONS));
        };
    }

    private static ConfigNode number(double value, ConfigNode node) {
        return ScalarNode.plain(
                new BigDecimal(value, DIGITS).stripTrailingZeros().toPlainString(), node.origin());
    }

    private static double[] ends(ConfigNode node, SweepText.Call call) {
        try {
            double low = Double.parseDouble(call.arguments().get(0));
            double high = Double.parseDouble(call.arguments().get(1));
            boolean finite = Double.isFinite(low) && Double.isFinite(high) && Double.isFinite(high - low);
            if (call.arguments().size() == 2 && high > low && finite) {
                return new double[] {low, high};
            }
            throw wrong(node, "");
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw wrong(node, "");
        }
    }

    private static InvalidInputException wrong(ConfigNode node, String hint) {
        String text = node instanceof ScalarNode scalar ? scalar.text() : Combinations.text(node);
        return new InvalidInputException("'" + text + "' is not a distribution" + hint
                + "; use uniform(0,1), loguniform(0.001,0.1) or choice(a,b), lower end first");
    }
}
