package org.wsol.eval.statistics;

/**
 * A number and its confidence interval over images.
 *
 * @param estimate the number on the set itself
 * @param low lower bound
 * @param high upper bound
 * @param confidence for example 0.95
 */
public record ConfidenceInterval(double estimate, double low, double high, double confidence) {}
