package org.wsol.core;

import java.util.List;

/** The content of a data set is missing or corrupt: an image, an annotation, a list. The command line exits with 4. */
public final class DataException extends WsolException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;
    private final int count;

    /** Names the file (and line) and what is wrong with it. */
    public DataException(String message) {
        super(message);
        this.problems = List.of(message);
        this.count = 1;
    }

    /** Names the file (and line) and what is wrong with it; keeps the technical cause. */
    public DataException(String message, Throwable cause) {
        super(message, cause);
        this.problems = List.of(message);
        this.count = 1;
    }

    /**
     * Several things that are wrong.
     *
     * @param first the first of them, each naming file and line: a line of the message each
     * @param count how many there are
     */
    public DataException(List<String> first, int count) {
        super(String.join("\n", first) + (count > first.size() ? "\nand " + (count - first.size()) + " more" : ""));
        this.problems = List.copyOf(first);
        this.count = count;
    }

    /** What is wrong, one by one; where there is much, the first few. */
    public List<String> problems() {
        return problems;
    }

    /** How many things are wrong. */
    public int count() {
        return count;
    }
}
