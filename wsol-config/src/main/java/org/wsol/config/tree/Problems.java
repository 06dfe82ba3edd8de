package org.wsol.config.tree;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.wsol.core.InvalidInputException;

/** Collects all problems of a configuration, so that the user sees them at once. */
public final class Problems {
    private static final Origin NOWHERE = new Origin("", 0, 0);
    private final LinkedHashSet<Problem> found = new LinkedHashSet<>();
    private int added;
    private final Map<String, String> corrections = new LinkedHashMap<>();

    private record Problem(Origin where, String text) {}

    /**
     * Adds a problem.
     *
     * @param where the origin of the key
     * @param path the key with dots, empty for the whole file
     * @param what the problem and its remedy
     */
    public void add(Origin where, String path, String what) {
        found.add(new Problem(where, where + ": " + (path.isEmpty() ? "" : path + ": ") + what));
        added++;
    }

    /** Adds a problem that already names its location. */
    public void add(String problem) {
        found.add(new Problem(NOWHERE, problem));
        added++;
    }

    /** Records the likely correction of an argument. */
    public void correct(String typed, String meant) {
        corrections.put(typed, meant);
    }

    /** The likely corrections by typed argument. */
    public Map<String, String> corrections() {
        return Collections.unmodifiableMap(corrections);
    }

    /** Whether there are problems and all of them have a correction, so that the corrected command is valid. */
    public boolean areAllCorrected() {
        return !corrections.isEmpty() && found.size() == corrections.size();
    }

    /**
     * The number of problems added so far. A problem shared by several runs counts every time, although it is shown
     * once.
     */
    public int count() {
        return added;
    }

    /** All problems, sorted by location; files are in the order of their first problem. */
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
