package org.wsol.core.data;

import java.util.List;
import java.util.Optional;

/** A named data set with its classes and up to three splits. Immutable. */
public interface Dataset {

    /** The name used in reports, for example {@code CUB-200-2011}. */
    String name();

    /** Class names, indexed by label. */
    List<String> classNames();

    /** A split of the data set, or empty if there is no such split. */
    Optional<DataSplit> split(SplitName name);

    /**
     * A hex SHA-256 over the lists (ids, labels, boxes, mask paths) of all splits: equal when two machines read the same
     * annotations.
     */
    String fingerprint();

    /** Items skipped when the data set was read, with the reason, one sentence each; empty if nothing was skipped. */
    default List<String> notes() {
        return List.of();
    }
}
