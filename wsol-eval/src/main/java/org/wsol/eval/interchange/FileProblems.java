package org.wsol.eval.interchange;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.wsol.core.DataException;

/** Collects all problems, so that a user sees them at once and not one per run. Thread-safe. */
public final class FileProblems {
    private static final int SHOWN = 20;
    private final ConcurrentSkipListSet<String> messages = new ConcurrentSkipListSet<>();

    /** Adds a problem; the message names the file or image and the remedy. */
    public void add(String message) {
        messages.add(message);
    }

    /** Whether there are no problems. */
    public boolean isEmpty() {
        return messages.isEmpty();
    }

    /** Number of different problems. */
    public int size() {
        return messages.size();
    }

    /** All problems, sorted. */
    public List<String> messages() {
        return List.copyOf(messages);
    }

    /**
     * Throws with the complete list if there are problems.
     *
     * @param what what failed, for example {@code "these maps cannot be evaluated"}
     * @throws DataException naming all problems
     */
    public void throwIfAny(String what) {
        if (!isEmpty()) {
            throw new DataException(what + ", " + size() + (size() == 1 ? " problem:" : " problems:") + "\n  - "
                    + messages.stream().limit(SHOWN).collect(Collectors.joining("\n  - "))
                    + (size() > SHOWN ? "\n  and " + (size() - SHOWN) + " more" : ""));
        }
    }
}
