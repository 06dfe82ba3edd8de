package org.wsol.report.summary;

import java.util.Locale;
import org.wsol.experiment.results.TestScores.Interval;

/** Formats numbers consistently: percent with one decimal, differences with their sign. */
public final class Figures {
    /** The text for a missing number. */
    public static final String NONE = "–";

    private Figures() {}

    /** One decimal: {@code 64.6}. */
    public static String plain(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** One decimal with sign and a minus character: {@code +2.0}, {@code −0.3}. */
    public static String signed(double value) {
        String text = String.format(Locale.ROOT, "%+.1f", value);
        return text.replace("-0.0", "+0.0").replace('-', '−');
    }

    /** A threshold or weight, two decimals. */
    public static String fine(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Three decimals with a minus character: {@code 0.214}. */
    public static String exact(double value) {
        return String.format(Locale.ROOT, "%.3f", value)
                .replace("-0.000", "0.000")
                .replace('-', '−');
    }

    /** {@code 61.6 to 67.6}. */
    public static String range(Interval interval) {
        return plain(interval.lower()).replace('-', '−') + " to "
                + plain(interval.upper()).replace('-', '−');
    }

    /** {@code +39.5 to +44.4}. */
    public static String signedRange(Interval interval) {
        return signed(interval.lower()) + " to " + signed(interval.upper());
    }

    /** A p-value: {@code p = 0.031} or {@code p < 0.001}. */
    public static String pValue(double p) {
        return p < 0.001 ? "p < 0.001" : String.format(Locale.ROOT, "p = %.3f", p);
    }
}
