package org.wsol.core.data;

import java.util.List;
import java.util.Optional;

/** A named data set with its classes and up to three splits. Immutable. */
public interface Dataset {

    /** The name used in reports, for example {@code CUB-200-2011}. */
    String name();

    /** Class names; the position is the label. */
    List<String> classNames();

    /** A split of the set, or empty where the set has no such split. */
    Optional<DataSplit> split(SplitName name);

    /**
     * A hex SHA-256 over the lists (ids, labels, boxes, mask paths) of all splits: equal when two machines read the same
     * annotations.
     */
    String fingerprint();

    /** What was left out when the data set was read, and why: one sentence each; empty where nothing was. */
    default List<String> notes() {
        return List.of();
    }
}
