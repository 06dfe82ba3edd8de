package org.wsol.data.check;

import java.util.List;

/**
 * Everything of one kind that was found.
 *
 * @param kind what is wrong
 * @param count how often
 * @param examples the first few, each naming split and file
 */
public record Finding(FindingKind kind, int count, List<String> examples) {

    /** Copies the examples. */
    public Finding {
        examples = List.copyOf(examples);
    }
}
