package org.wsol.pipeline.archive;

import java.util.Map;
import java.util.regex.Pattern;

/** What entries of an archive may be called, and how large they may be. */
final class EntryRules {
    static final String DESCRIPTION = "localizer.json";
    static final String RECIPE = "recipe.yaml";
    static final String WEIGHTS = "weights.safetensors";
    static final String EXPECTED = "expected.json";
    static final String SUMS = "SHA256SUMS";
    /** Where example images lie. */
    static final String EXAMPLES = "example/";

    /** Entries an archive has at most. */
    static final int MOST_ENTRIES = 64;
    /** The largest entry that is taken: 2 GiB less one byte, the most that Java maps at once. */
    static final long LARGEST_WEIGHTS = Integer.MAX_VALUE;

    private static final long MEBI = 1 << 20;
    private static final long LARGEST_OTHER = 16 * MEBI;
    private static final Map<String, Long> LARGEST =
            Map.of(WEIGHTS, LARGEST_WEIGHTS, DESCRIPTION, 8 * MEBI, RECIPE, MEBI, SUMS, MEBI);
    private static final int LONGEST_NAME = 100;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*(/[A-Za-z0-9_][A-Za-z0-9._-]*)*");

    private EntryRules() {}

    static boolean isAllowed(String name) {
        return name.length() <= LONGEST_NAME && NAME.matcher(name).matches();
    }

    static long largest(String name) {
        return LARGEST.getOrDefault(name, LARGEST_OTHER);
    }
}
