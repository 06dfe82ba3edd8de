package org.wsol.experiment.internal.runfolder;

import java.util.regex.Pattern;

/** Names that are safe in every shell and file system. */
public final class RunNames {
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

    private RunNames() {}

    /** The text with everything but letters, digits, dots, dashes and underscores replaced, cut to a length. */
    public static String safe(String text, int length) {
        String safe = EDGES.matcher(UNSAFE.matcher(text).replaceAll("_")).replaceAll("");
        String cut = safe.length() <= length
                ? safe
                : EDGES.matcher(safe.substring(0, length)).replaceAll("");
        return cut.isEmpty() ? "run" : cut;
    }
}
