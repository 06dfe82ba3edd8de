package org.wsol.engine.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.internal.Counted;

/**
 * The result of loading a weight file.
 *
 * @param path the file
 * @param loaded parameters loaded from the file
 * @param reinitialized parameters that deliberately keep their initial values: those of the head if the file has no
 *     usable head, and those added by a method that are not in the file
 * @param headProblem why, for example {@code "the file's is for 1000 classes, not 200"}; empty if the head was loaded
 * @param missing other parameters missing from the file; they keep their initial values
 * @param unused tensors of the file that were not used
 * @param notes notes about how the file was read: wrappers and prefixes that were removed
 */
public record LoadReport(
        Path path,
        List<String> loaded,
        List<String> reinitialized,
        Optional<String> headProblem,
        List<String> missing,
        List<String> unused,
        List<String> notes) {

    /** The number of names that a message lists; for a different network hundreds are missing. */
    private static final int NAMES_SHOWN = 6;

    /** The {@link #headProblem} of a file without a head, as in feature-only files. */
    static final String NO_HEAD = "the file has none for it";

    /** Copies the lists. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        reinitialized = List.copyOf(reinitialized);
        missing = List.copyOf(missing);
        unused = List.copyOf(unused);
        notes = List.copyOf(notes);
    }

    /** Whether every parameter was loaded and every tensor was used. */
    public boolean complete() {
        return headProblem.isEmpty() && missing.isEmpty() && unused.isEmpty();
    }

    /** Whether the file fits: everything was loaded, or only the head is missing or is for other classes. */
    public boolean fits() {
        return missing.isEmpty() && unused.isEmpty();
    }

    /** Whether the file has no head for these classes and fits otherwise, as usual for the start of a training. */
    boolean lacksHeadOnly() {
        return headProblem.isPresent() && fits();
    }

    /** One line that says what was not loaded. */
    public String summary() {
        StringBuilder text =
                new StringBuilder("weight file " + path + ": " + Counted.of(loaded.size(), "tensor") + " loaded");
        notes.forEach(note -> text.append("; ").append(note));
        headProblem.ifPresent(
                problem -> text.append("; the head starts at random: ").append(problem));
        append(text, "not in the file, initial values kept", missing);
        append(text, "in the file but not used", unused);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append("; ")
                    .append(what)
                    .append(" (")
                    .append(String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN))))
                    .append(names.size() > NAMES_SHOWN ? " and " + (names.size() - NAMES_SHOWN) + " more)" : ")");
        }
    }
}
