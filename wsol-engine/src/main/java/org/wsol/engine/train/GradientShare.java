package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.engine.exchange.Sums;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * The results of a step that are needed to update parameters, as additive vectors of floats and doubles: gradients and
 * statistics of batch normalisation, then losses and counts. All values except the number of images are multiplied by
 * it. Owns the arrays into which a sum is unpacked.
 */
final class GradientShare implements AutoCloseable {
    private final List<String> gradients;
    private final List<StatisticUpdate> updates;
    private final StepNumbers numbers;
    private final Map<String, INDArray> gradientArrays = new LinkedHashMap<>();
    private final Map<String, INDArray> statisticArrays = new LinkedHashMap<>();
    private final int length;

    GradientShare(TrainingGraph graph, StepNumbers numbers, ParameterStore parameters) {
        this.gradients = graph.program().gradients().stream().sorted().toList();
        this.updates = graph.statisticUpdates();
        this.numbers = numbers;
        gradients.forEach(name -> gradientArrays.put(
                name,
                Nd4j.create(
                        parameters.get(name).dataType(), parameters.get(name).shape())));
        for (StatisticUpdate update : updates) {
            statisticArrays.put(
                    update.batchMean(),
                    Nd4j.create(parameters.get(update.meanName()).shape()));
            statisticArrays.put(
                    update.batchVariance(),
                    Nd4j.create(parameters.get(update.varianceName()).shape()));
        }
        this.length = Math.toIntExact(all().stream().mapToLong(INDArray::length).sum());
    }

    /**
     * Rejects a method that computes values from whole batches at any time of the training.
     *
     * @throws InvalidInputException if batches cannot be divided
     */
    static void requireCuttable(TrainingSetup setup, ParameterStore parameters) {
        Set<String> terms = setup.method().terms().stream().map(LossTerm::name).collect(Collectors.toSet());
        TrainingGraph graph = TrainingGraph.build(
                setup.backbone(), setup.method(), parameters, setup.imageSize(), setup.batchNorm(), terms, Set.of());
        if (!graph.hostInputs().isEmpty()) {
            throw new InvalidInputException(
                    "train.shards: method " + setup.method().name()
                            + " sorts the positions of a whole batch in every step, so that a batch cannot be divided;"
                            + " leave train.shards out");
        }
    }

    private List<INDArray> all() {
        List<INDArray> arrays = new ArrayList<>(gradientArrays.values());
        arrays.addAll(statisticArrays.values());
        return arrays;
    }

    /** Vectors of zeros: the share of a shard without images. */
    Sums nothing() {
        return new Sums(new float[length], new double[numbers.length()]);
    }

    /** Fills vectors with the share of a shard. */
    void put(GraphResult result, StepResult measured, Sums share) {
        int images = measured.images();
        int start = 0;
        for (String name : gradients) {
            start = put(result.gradient(name), images, share.values(), start);
        }
        for (StatisticUpdate update : updates) {
            start = put(result.output(update.batchMean()), images, share.values(), start);
            double unbiased = images * RunningStatistics.unbiased(update, images);
            start = put(result.output(update.batchVariance()), unbiased, share.values(), start);
        }
        numbers.put(measured, share.numbers());
    }

    private static int put(INDArray array, double factor, float[] values, int start) {
        int count = Math.toIntExact(array.length());
        FloatBlocks.read(array, values, start);
        float scale = (float) factor;
        for (int i = start; i < start + count; i++) {
            values[i] *= scale;
        }
        return start + count;
    }

    /** The means over all images of a sum as the result of a step, with the norm of the unpacked mean gradient. */
    StepResult measured(Sums sum) {
        StepResult means = numbers.means(sum.numbers(), 0);
        double norm = new GradientVector(gradientArrays).norm();
        return new StepResult(means.total(), means.terms(), norm, means.correct(), means.images());
    }

    /**
     * Unpacks the means over all images of a sum; the arrays belong to this object and are valid until the next call.
     */
    GraphResult unpack(Sums sum) {
        float divisor = (float) Math.max(1, numbers.images(sum.numbers(), 0));
        int start = 0;
        for (INDArray array : all()) {
            int count = Math.toIntExact(array.length());
            for (int i = start; i < start + count; i++) {
                sum.values()[i] /= divisor;
            }
            FloatBlocks.write(sum.values(), start, array);
            start += count;
        }
        return new GraphResult(statisticArrays, gradientArrays);
    }

    @Override
    public void close() {
        all().forEach(INDArray::close);
    }
}
