package org.wsol.eval.statistics;

/**
 * An estimate with its confidence interval over images.
 *
 * @param estimate the value on the set itself
 * @param low lower bound
 * @param high upper bound
 * @param confidence for example 0.95
 */
public record ConfidenceInterval(double estimate, double low, double high, double confidence) {}
