package org.wsol.report.page;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsol.report.summary.Curve;
import org.wsol.report.summary.Metric;

/** Display names of the columns of {@code epochs.csv}. */
final class ColumnTitle {
    private static final Pattern LOSS_PREFIX = Pattern.compile("(train[._])?loss[._/]?");
    private static final Pattern LEARNING_RATE = Pattern.compile("(train[._])?lr");
    private static final Pattern PART = Pattern.compile("(train|val|validation|test)[._](.+)");

    private ColumnTitle() {}

    /** {@code loss_similarity} becomes "Similarity loss", {@code validation.maxBoxAccV2} "Validation MaxBoxAccV2". */
    static String of(String column) {
        if (Curve.isLoss(column)) {
            String term = LOSS_PREFIX.matcher(column).replaceFirst("");
            return term.isEmpty() ? "Total loss" : Words.ofKey(term) + " loss";
        }
        if (LEARNING_RATE.matcher(column).matches()) {
            return "Learning rate";
        }
        Matcher part = PART.matcher(column);
        return part.matches()
                ? Words.ofKey(part.group(1)) + " "
                        + metric(part.group(2)).orElse(part.group(2).replaceAll("[._-]+", " "))
                : metric(column).orElse(Words.ofKey(column));
    }

    private static Optional<String> metric(String key) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.key().equals(key))
                .map(Metric::label)
                .findFirst();
    }

    /** Converts the names of keys and columns to words. */
    static final class Words {
        private Words() {}

        /** {@code foundByNorm} becomes "Found by norm", {@code loss_total} "Loss total". */
        static String ofKey(String key) {
            String spaced = key.replaceAll("([a-z])([A-Z])", "$1 $2")
                    .replaceAll("[._-]+", " ")
                    .toLowerCase(Locale.ROOT)
                    .strip();
            return spaced.isEmpty() ? key : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
        }
    }
}
