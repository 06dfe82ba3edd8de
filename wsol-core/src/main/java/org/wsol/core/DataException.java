package org.wsol.core;

import java.util.List;

/**
 * Thrown when a data set has missing or corrupt content: an image, an annotation or a list. The command line exits with
 * 4.
 */
public final class DataException extends WsolException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final int count;

    /** Creates an exception with a message that names the file (and line) and the problem. */
    public DataException(String message) {
        super(message);
        this.problems = List.of(message);
        this.count = 1;
    }

    /**
     * Creates an exception with a message that names the file (and line) and the problem, and with the technical cause.
     */
    public DataException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of(message);
        this.count = 1;
    }

    /**
     * Creates an exception for several problems.
     *
     * @param first the first problems, each naming file and line; every problem becomes one line of the message
     * @param count the total number of problems
     */
    public DataException(List<String> first, int count) {
        super(String.join("\n", first) + (count > first.size() ? "\nand " + (count - first.size()) + " more" : ""));
        this.problems = List.copyOf(first);
        this.count = count;
    }

    /** The individual problems; only the first ones if there are many. */
    public List<String> problems() {
        return problems;
    }

    /** The total number of problems. */
    public int count() {
        return count;
    }
}
