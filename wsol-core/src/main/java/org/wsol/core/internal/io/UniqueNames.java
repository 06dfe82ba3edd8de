package org.wsol.core.internal.io;

import java.text.Normalizer;
import java.util.Locale;
import org.wsol.core.internal.lists.NameSet;

/**
 * Generates unique names for output files: a name that is already used gets a number. Names that differ in case or
 * Unicode normalization only count as equal, as on some file systems.
 */
public final class UniqueNames {
    private final NameSet used = new NameSet();

    /**
     * The next unused name.
     *
     * @param stem the name without its ending, for example {@code photo}
     * @param ending for example {@code .png}
     */
    public String next(String stem, String ending) {
        return numbered(stem, number(stem, ending)) + ending;
    }

    /** The number of the next unused name, which is {@link #numbered} with it: 1 if the name itself is unused. */
    int number(String stem, String ending) {
        int number = 1;
        while (!used.add(folded(numbered(stem, number) + ending))) {
            number++;
        }
        return number;
    }

    /** A stem with its number, which is not written if it is 1. */
    static String numbered(String stem, int number) {
        return number == 1 ? stem : stem + "-" + number;
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
