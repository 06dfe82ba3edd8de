package org.wsol.core.internal.lists;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.DataException;

/** Collects the problems in the lines of a list, so that all of them can be fixed at once. Not thread-safe. */
public final class BadLines {
    private static final int SHOWN = 20;

    private final List<String> first = new ArrayList<>();
    private int count;

    /** Runs a reader of a line or a whole list; problems are recorded and reading can continue. */
    public void guard(Runnable reader) {
        try {
            reader.run();
        } catch (DataException problem) {
            count += problem.count();
            if (first.size() < SHOWN) {
                first.addAll(problem.problems());
            }
        }
    }

    /**
     * Throws if a line was invalid.
     *
     * @throws DataException naming the first 20 invalid lines and the number of further ones
     */
    public void throwIfAny() {
        if (count > 0) {
            throw new DataException(first, count);
        }
    }
}
