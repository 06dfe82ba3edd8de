package org.wsol.core.internal.io;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Generates unique names for output files: a name that is already used gets a number. Names that differ in case or
 * Unicode normalization only count as equal, as on some file systems.
 */
public final class UniqueNames {
    private final Set<String> used = new HashSet<>();

    /**
     * The next unused name.
     *
     * @param stem the name without its ending, for example {@code photo}
     * @param ending for example {@code .png}
     */
    public String next(String stem, String ending) {
        String name = stem + ending;
        for (int number = 2; !used.add(folded(name)); number++) {
            name = stem + "-" + number + ending;
        }
        return name;
    }

    /** The name of a file without its last ending: {@code a.b} of {@code a.b.png}, {@code .x} of {@code .x}. */
    public static String stem(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
