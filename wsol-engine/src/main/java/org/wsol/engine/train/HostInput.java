package org.wsol.engine.train;

import java.util.List;

/**
 * Placeholders of a training graph that a {@link HostComputation} fills from values of the graph itself.
 *
 * @param reads the variables whose values it needs; they must not depend on its placeholders
 * @param computation what fills them
 */
record HostInput(List<String> reads, HostComputation computation) {

    HostInput {
        reads = List.copyOf(reads);
    }
}
