package org.wsol.engine.plan.internal;

import java.util.List;
import java.util.function.Function;

/**
 * One piece of work of a plan before memory is assigned.
 *
 * @param name for profiles: what it computes and how
 * @param reads slots read
 * @param writes slots written; a slot in both is changed in place
 * @param binding makes the kernel when the slots' places are known
 */
public record Step(String name, List<Slot> reads, List<Slot> writes, Function<Memory, Kernel> binding) {

    /** Copies the lists. */
    public Step {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}
