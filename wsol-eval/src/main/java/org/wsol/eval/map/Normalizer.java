package org.wsol.eval.map;

import java.util.Locale;
import org.wsol.core.InvalidInputException;

/**
 * Scales the scores of a map to [0, 1], in float64. A map that is constant, contains NaN or would be divided by zero
 * becomes all zeros, as in the reference evaluation. The four methods are compared in "Normalization Matters in Weakly
 * Supervised Object Localization" (Kim et al., ICCV 2021).
 */
public sealed interface Normalizer {

    /** The name in configurations and reports. */
    String name();

    /** The normalised map. */
    ScoreArray apply(ScoreArray map);

    /** {@code (v - min) / (max - min)}: used by CAM (Zhou et al., CVPR 2016) and the reference evaluation. */
    record MinMax() implements Normalizer {
        @Override
        public String name() {
            return "min-max";
        }

        @Override
        public ScoreArray apply(ScoreArray map) {
            return ScoreScaling.scaled(map, ScoreScaling.smallest(map), Double.POSITIVE_INFINITY);
        }
    }

    /** {@code max(v, 0) / max}: negative scores are set to 0 (Grad-CAM, Selvaraju et al., ICCV 2017). */
    record Max() implements Normalizer {
        @Override
        public String name() {
            return "max";
        }

        @Override
        public ScoreArray apply(ScoreArray map) {
            return ScoreScaling.scaled(map, 0, Double.POSITIVE_INFINITY);
        }
    }

    /**
     * Percentile as a standard: {@code min(1, (v - min) / (q - min))} with q the score at a share of the sorted scores,
     * so that a few extreme scores do not determine the scale (Bae et al., ECCV 2020).
     *
     * @param share the share of q, in (0, 1); 0.9 in the paper
     */
    record Pas(double share) implements Normalizer {

        /** Rejects a share outside (0, 1). */
        public Pas {
            ScoreScaling.requireShare(share);
        }

        @Override
        public String name() {
            return "pas:" + share;
        }

        @Override
        public ScoreArray apply(ScoreArray map) {
            double[] sorted = ScoreScaling.sorted(map);
            return ScoreScaling.scaled(map, sorted[0], sorted[(int) (sorted.length * share)] - sorted[0]);
        }
    }

    /**
     * Instance-adaptive range: {@code max(v - q, 0) / max(v - q)} with q the score at a share of the sorted scores (Kim et
     * al., ICCV 2021).
     *
     * @param share the share of q, in (0, 1); 0.45 by default in the released code
     */
    record Ivr(double share) implements Normalizer {

        /** Rejects a share outside (0, 1). */
        public Ivr {
            ScoreScaling.requireShare(share);
        }

        @Override
        public String name() {
            return "ivr:" + share;
        }

        @Override
        public ScoreArray apply(ScoreArray map) {
            double[] sorted = ScoreScaling.sorted(map);
            return ScoreScaling.scaled(map, sorted[(int) (sorted.length * share)], Double.POSITIVE_INFINITY);
        }
    }

    /**
     * Parses a normaliser: {@code min-max}, {@code max}, {@code pas}, {@code pas:0.9}, {@code ivr} or {@code ivr:0.45}.
     *
     * @throws InvalidInputException if there is no such normaliser or its share is not in (0, 1)
     */
    static Normalizer parse(String text) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split(":", 2);
        boolean bare = parts.length == 1;
        if (bare && (parts[0].equals("min-max") || parts[0].equals("minmax"))) {
            return new MinMax();
        }
        if (bare && parts[0].equals("max")) {
            return new Max();
        }
        return switch (parts[0]) {
            case "pas" -> new Pas(bare ? 0.9 : ScoreScaling.parseShare(parts[1], text));
            case "ivr" -> new Ivr(bare ? 0.45 : ScoreScaling.parseShare(parts[1], text));
            default ->
                throw new InvalidInputException("unknown normaliser '" + text
                        + "'; use min-max, max, pas[:<share>] or ivr[:<share>], for example pas:0.9");
        };
    }
}
