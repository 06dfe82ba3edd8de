package org.wsol.eval.protocol;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsol.core.InvalidInputException;
import org.wsol.eval.box.BoxRule;

/** The choice of the threshold and the criterion for a correct box. Every result states its protocol's name. */
public sealed interface Protocol {

    /** The name in reports and on the command line. */
    String name();

    /**
     * The threshold is chosen on the scored set itself, separately for each overlap: common in publications, and an
     * upper bound for practical use.
     */
    record Oracle() implements Protocol {
        @Override
        public String name() {
            return "oracle";
        }
    }

    /**
     * The threshold is chosen on another set, usually val, and applied to this one: the result without access to the
     * test split.
     *
     * @param thresholds the thresholds of the other set
     */
    record Transferred(ThresholdChoice thresholds) implements Protocol {
        @Override
        public String name() {
            return "transferred";
        }
    }

    /**
     * One threshold for all overlaps.
     *
     * @param threshold a share of the map's maximum, in [0, 1)
     */
    record Fixed(double threshold) implements Protocol {

        /** Rejects a threshold outside [0, 1). */
        public Fixed {
            requireShare(threshold);
        }

        @Override
        public String name() {
            return "fixed:" + threshold;
        }
    }

    /**
     * The TS-CAM evaluation: a fixed share of the maximum, the largest contour (one pixel too large, also at the
     * border), {@code [0,0,1,1]} if nothing is above. GT-known requires an overlap of at least the limit, Top-1 and
     * Top-5 of more than the limit. TS-CAM uses the true class's map for GT-known and the predicted classes' maps for
     * Top-1 and Top-5. As the latter only count if the predicted class is the true one, the true class's map gives the
     * same results.
     *
     * @param threshold a share of the map's maximum, in [0, 1)
     */
    record TsCam(double threshold) implements Protocol {
        /** The value of the released CUB configuration. */
        public static final double DEFAULT_THRESHOLD = 0.1;

        /** Rejects a threshold outside [0, 1). */
        public TsCam {
            requireShare(threshold);
        }

        @Override
        public String name() {
            return "ts-cam:" + threshold;
        }
    }

    /**
     * The BAS evaluation: a fixed absolute threshold, the component with the most pixels, an overlap of more than the
     * limit, and the mean of the accuracies of the classes. Maps show the centre crop of images resized to 8/7 of the
     * evaluation size (224 of 256), and ground-truth boxes are clipped to that crop. BAS's maps are the mean of the
     * maps of the most likely classes (200, with VGG 80), also for GT-known; this mean is class-agnostic.
     *
     * @param threshold an absolute score, in [0, 1)
     */
    record Bas(double threshold) implements Protocol {
        /** The value of the released CUB configuration. */
        public static final double DEFAULT_THRESHOLD = 0.15;

        /** Rejects a threshold outside [0, 1). */
        public Bas {
            requireShare(threshold);
        }

        @Override
        public String name() {
            return "bas:" + threshold;
        }
    }

    /**
     * Parses a protocol: {@code oracle}, {@code fixed:0.2}, {@code ts-cam}, {@code ts-cam:0.1}, {@code bas} or {@code
     * bas:0.15}. {@code transferred} needs thresholds from another set and is built with its constructor.
     *
     * @throws InvalidInputException if there is no such protocol or its threshold is not a number in [0, 1)
     */
    static Protocol parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
        boolean bare = parts.length == 1;
        if (parts[0].equals("oracle") && bare) {
            return new Oracle();
        }
        return switch (parts[0]) {
            case "fixed" -> new Fixed(bare ? missing() : share(parts[1], text));
            case "ts-cam" -> new TsCam(bare ? TsCam.DEFAULT_THRESHOLD : share(parts[1], text));
            case "bas" -> new Bas(bare ? Bas.DEFAULT_THRESHOLD : share(parts[1], text));
            case "transferred" ->
                throw new InvalidInputException(
                        "the protocol 'transferred' needs thresholds that were chosen on another"
                                + " set: new Protocol.Transferred(...), or evaluate-maps --protocol transferred");
            default ->
                throw new InvalidInputException("unknown protocol '" + text
                        + "'; use oracle, fixed:<threshold>, ts-cam[:<threshold>] or bas[:<threshold>]");
        };
    }

    private static double missing() {
        throw new InvalidInputException("the protocol 'fixed' needs its threshold, for example fixed:0.2");
    }

    private static double share(String number, String text) {
        try {
            double value = Double.parseDouble(number);
            if (value >= 0 && value < 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new InvalidInputException("'" + number + "' in protocol '" + text + "' is not a number", e);
        }
        throw new InvalidInputException("the threshold in protocol '" + text + "' must be at least 0 and below 1");
    }

    private static void requireShare(double threshold) {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("a threshold must be at least 0 and below 1, was " + threshold);
        }
    }

    /**
     * Thresholds chosen on one set for use on another.
     *
     * @param source the set on which they were chosen, for example {@code val}
     * @param thresholds for each box rule and overlap in percent, a share of the map's maximum
     */
    record ThresholdChoice(String source, Map<BoxRule, Map<Integer, Double>> thresholds) {

        /** Copies the maps; rejects thresholds outside [0, 1). */
        public ThresholdChoice {
            thresholds.values().stream()
                    .flatMap(byIou -> byIou.values().stream())
                    .forEach(Protocol::requireShare);
            Map<BoxRule, Map<Integer, Double>> copy = new EnumMap<>(BoxRule.class);
            thresholds.forEach((rule, byIou) -> copy.put(rule, Map.copyOf(new TreeMap<>(byIou))));
            thresholds = Map.copyOf(copy);
        }

        /** The threshold for a rule and an overlap, if one was chosen. */
        public Optional<Double> threshold(BoxRule rule, int iouPercent) {
            return Optional.ofNullable(thresholds.getOrDefault(rule, Map.of()).get(iouPercent));
        }
    }
}
