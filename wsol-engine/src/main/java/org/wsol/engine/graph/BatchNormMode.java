package org.wsol.engine.graph;

/** What batch normalisation does with its statistics. */
public enum BatchNormMode {
    /** Normalises with the statistics of the batch, and asks for the running statistics to be updated. */
    TRAINING,
    /** Normalises with the statistics of the batch and leaves the running ones alone: a further pass of a branch. */
    BATCH,
    /** Normalises with the running statistics, which stay as they are; scale and shift are still trained. */
    FROZEN,
    /** For inference: running statistics, scale and shift are multiplied into the convolution before. */
    FOLDED
}
