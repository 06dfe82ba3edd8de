package org.wsol.config.tree;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;

/** Collects everything that is wrong with a configuration, so that the user sees all of it at once. */
public final class Problems {
    private static final Origin NOWHERE = new Origin("", 0, 0);
    private final LinkedHashSet<Problem> found = new LinkedHashSet<>();
    private int added;
    private final Map<String, String> corrections = new LinkedHashMap<>();

    private record Problem(Origin where, String text) {}

    /**
     * Adds a problem.
     *
     * @param where the place it was written at
     * @param path the key with dots, empty for the whole file
     * @param what what is wrong and what to do
     */
    public void add(Origin where, String path, String what) {
        found.add(new Problem(where, where + ": " + (path.isEmpty() ? "" : path + ": ") + what));
        added++;
    }

    /** Adds a problem that already names its place. */
    public void add(String problem) {
        found.add(new Problem(NOWHERE, problem));
        added++;
    }

    /** Says what the user probably meant to type instead of an argument. */
    public void correct(String typed, String meant) {
        corrections.put(typed, meant);
    }

    /** What the user probably meant, by what was typed. */
    public Map<String, String> corrections() {
        return Collections.unmodifiableMap(corrections);
    }

    /** Whether something is wrong, and nothing but what has a correction: a corrected command would then be right. */
    public boolean areAllCorrected() {
        return !corrections.isEmpty() && found.size() == corrections.size();
    }

    /** How many were added so far; one that several runs have in common counts every time, though it is shown once. */
    public int count() {
        return added;
    }

    /** All problems, sorted by the place they were written at; files in the order they were first found wrong. */
    public List<String> all() {
        List<String> sources = found.stream()
                .map(problem -> problem.where().source())
                .distinct()
                .toList();
        return found.stream()
                .sorted(Comparator.<Problem>comparingInt(
                                problem -> sources.indexOf(problem.where().source()))
                        .thenComparingInt(problem -> problem.where().line())
                        .thenComparingInt(problem -> problem.where().column()))
                .map(Problem::text)
                .toList();
    }

    /**
     * Throws if anything was found.
     *
     * @throws InvalidInputException with one line per problem
     */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new InvalidInputException(String.join("\n", all()));
        }
    }
}
