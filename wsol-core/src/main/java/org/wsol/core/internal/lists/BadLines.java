package org.wsol.core.internal.lists;

import java.util.ArrayList;
import java.util.List;
import org.wsol.core.DataException;

/** Gathers what is wrong with the lines of a list, so that all of it can be fixed at once. For one thread. */
public final class BadLines {
    private static final int SHOWN = 20;

    private final List<String> first = new ArrayList<>();
    private int count;

    /** Reads a line, or a whole list; what is found wrong is remembered, and the next one can be read. */
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
     * Ends the reading where a line was wrong.
     *
     * @throws DataException naming the first 20 bad lines, and how many more there are
     */
    public void throwIfAny() {
        if (count > 0) {
            throw new DataException(first, count);
        }
    }
}
