package org.wsol.eval.statistics;

/**
 * Two runs on the same images.
 *
 * @param difference first minus second, with its interval
 * @param pValue how often chance alone gives a difference of that size if there is none, two-sided, in (0, 1]
 */
public record PairedComparison(ConfidenceInterval difference, double pValue) {}
