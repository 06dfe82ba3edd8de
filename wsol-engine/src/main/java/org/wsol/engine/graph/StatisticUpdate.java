package org.wsol.engine.graph;

/**
 * A running statistic to update after a training step, as PyTorch does:
 * {@code running = (1 - momentum) * running + momentum * batch}. The batch variance is made unbiased first, by
 * {@code n / (n - 1)} with n = B x H x W.
 *
 * @param meanName the running mean's name in the {@link ParameterStore}
 * @param varianceName the running variance's name
 * @param batchMean the graph variable of the batch's mean, shape (C)
 * @param batchVariance the graph variable of the batch's biased variance, shape (C)
 * @param positions H x W of the normalised map; times the batch size this is n
 * @param momentum PyTorch's momentum, 0.1 by default
 */
public record StatisticUpdate(
        String meanName,
        String varianceName,
        String batchMean,
        String batchVariance,
        long positions,
        double momentum) {}
