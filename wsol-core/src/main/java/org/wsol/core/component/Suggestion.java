package org.wsol.core.component;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** "Did you mean" suggestions: the closest of several names by edit distance. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code " (did you mean 'x'?)"}, or an empty text if no name is similar. */
    public static String forName(String typed, Collection<String> names) {
        return nearest(typed, names)
                .map(name -> " (did you mean '" + name + "'?)")
                .orElse("");
    }

    /** The closest name if its edit distance is at most a third of the longer text's length (but at least 1). */
    public static Optional<String> nearest(String typed, Collection<String> names) {
        String wanted = fold(typed);
        return names.stream()
                .filter(name ->
                        distance(wanted, fold(name)) <= Math.max(1, Math.max(typed.length(), name.length()) / 3))
                .min(Comparator.comparingInt((String name) -> distance(wanted, fold(name)))
                        .thenComparing(name -> name));
    }

    private static String fold(String text) {
        return text.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Edit distance in which swapping two adjacent characters counts as one edit. */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, i, j, d);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] d) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
