package org.wsol.core.internal;

/** Numbers of things in messages. */
public final class Counted {
    private Counted() {}

    /** {@code "1 image"}, {@code "2 images"}, {@code "3 classes"}, {@code "2 boxes"}. */
    public static String of(long count, String noun) {
        return count + " " + (count == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        return noun + (noun.endsWith("s") || noun.endsWith("x") ? "es" : "s");
    }
}
