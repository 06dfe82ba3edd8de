package org.wsol.engine.plan.internal;

import org.nd4j.linalg.api.buffer.DataType;

/**
 * A block of memory that holds one or several representations of values, one after the other or the same under several
 * names. Its position is determined when all steps are known.
 *
 * @param index number of the slot in its plan
 * @param type element type
 * @param length number of elements
 * @param home where the memory comes from
 */
public record Slot(int index, DataType type, long length, Home home) {

    /** The source of a slot's memory. */
    public enum Home {
        /** The arena: reused by other slots before and after this one's lifetime. */
        ARENA,
        /** The arena, for the whole life of the plan. */
        ARENA_FOREVER,
        /** An array of the graph: a parameter or a constant. Never written by a step. */
        GRAPH
    }

    /**
     * A value in memory. A value may have several at a time: dense for ND4J's kernels and blocked for oneDNN's.
     *
     * @param slot where
     * @param layout its arrangement
     */
    public record Representation(Slot slot, Layout layout) {}
}
