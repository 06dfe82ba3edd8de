package org.wsol.engine.plan.internal;

/**
 * A value in memory. A value may have several at a time: dense for ND4J's kernels and blocked for oneDNN's.
 *
 * @param slot where
 * @param layout its arrangement
 */
public record Representation(Slot slot, Layout layout) {}
