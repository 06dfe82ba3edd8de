package org.wsol.report.page;

import java.util.Locale;

/** Converts the names of keys and columns to words. */
final class Words {
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
