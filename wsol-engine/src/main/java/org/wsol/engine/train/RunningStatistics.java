package org.wsol.engine.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.ParameterStore;

/** Moves running statistics toward those of a batch, as PyTorch does. */
final class RunningStatistics {
    private RunningStatistics() {}

    static void update(ParameterStore parameters, StatisticUpdate update, GraphResult result, int images) {
        update(parameters, update, result, unbiased(update, images));
    }

    /** The same for variances that are first multiplied by a factor. */
    static void update(ParameterStore parameters, StatisticUpdate update, GraphResult result, double factor) {
        move(parameters.get(update.meanName()), result.output(update.batchMean()), update.momentum(), 1);
        move(parameters.get(update.varianceName()), result.output(update.batchVariance()), update.momentum(), factor);
    }

    /** The factor that makes the variance of a batch an unbiased one. */
    static double unbiased(StatisticUpdate update, int images) {
        double count = (double) images * update.positions();
        return count > 1 ? count / (count - 1) : 1;
    }

    private static void move(INDArray running, INDArray batch, double momentum, double factor) {
        FloatBlocks.run(
                (pieces, length) -> {
                    for (int i = 0; i < length; i++) {
                        pieces[0][i] = (float) ((1 - momentum) * pieces[0][i] + momentum * factor * pieces[1][i]);
                    }
                },
                1,
                running,
                batch);
    }
}
