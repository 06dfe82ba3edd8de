package org.wsol.engine.graph;

/** How batch normalisation uses its statistics. */
public enum BatchNormMode {
    /** Normalises with the statistics of the batch, and updates the running statistics. */
    TRAINING,
    /**
     * Normalises with the statistics of the batch and leaves the running statistics unchanged: for an additional pass
     * of a branch.
     */
    BATCH,
    /** Normalises with the running statistics, which are not changed; scale and shift are still trained. */
    FROZEN,
    /** For inference: running statistics, scale and shift are multiplied into the convolution before. */
    FOLDED
}
