package org.wsol.pipeline.archive;

import java.util.Map;
import java.util.regex.Pattern;

/** Rules for names and sizes of archive entries. */
final class EntryRules {
    static final String DESCRIPTION = "localizer.json";
    static final String RECIPE = "recipe.yaml";
    static final String WEIGHTS = "weights.safetensors";
    static final String EXPECTED = "expected.json";
    static final String SUMS = "SHA256SUMS";
    /** The prefix of example images. */
    static final String EXAMPLES = "example/";

    /** The maximum number of entries. */
    static final int MOST_ENTRIES = 64;
    /** The maximum entry size: 2 GiB minus one byte, the largest region that Java can map. */
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
