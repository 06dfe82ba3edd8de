package org.wsol.core.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of a weight file's tensors.
 *
 * @param path the file
 * @param loaded parameters that took their values from the file
 * @param reinitialized the head's parameters, when the file has a head that cannot be taken; they keep their start values
 * @param headProblem why the file's head cannot be taken, for example {@code "it is for 1000 classes, not 200"}; empty when
 *     it was taken or the file has nothing of it
 * @param missing other parameters the file does not have; they keep their start values
 * @param unused tensors of the file that no parameter took
 */
public record LoadReport(
        Path path,
        List<String> loaded,
        List<String> reinitialized,
        Optional<String> headProblem,
        List<String> missing,
        List<String> unused) {

    /** Copies the lists. */
    public LoadReport {
        loaded = List.copyOf(loaded);
        reinitialized = List.copyOf(reinitialized);
        missing = List.copyOf(missing);
        unused = List.copyOf(unused);
    }

    /** Whether every parameter was loaded and nothing was left over. */
    public boolean complete() {
        return reinitialized.isEmpty() && missing.isEmpty() && unused.isEmpty();
    }

    /** One line that names everything that was not loaded. */
    public String summary() {
        StringBuilder text = new StringBuilder("weight file " + path + ": " + loaded.size() + " tensors loaded");
        headProblem.ifPresent(problem -> append(
                text,
                "start values kept for the head, because the file's head cannot be used: " + problem,
                reinitialized));
        append(text, "start values kept because the file lacks them", missing);
        append(text, "in the file but not used", unused);
        return text.toString();
    }

    private static void append(StringBuilder text, String what, List<String> names) {
        if (!names.isEmpty()) {
            text.append("; ")
                    .append(what)
                    .append(" (")
                    .append(String.join(", ", names))
                    .append(')');
        }
    }
}
