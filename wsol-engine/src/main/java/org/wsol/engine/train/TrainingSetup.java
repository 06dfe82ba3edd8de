package org.wsol.engine.train;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.train.Optimizer.LearningRates;
import org.wsol.engine.train.RateGroup.RateGrouping;

/**
 * Everything that determines how a network is trained, apart from its parameters and images.
 *
 * @param backbone the network
 * @param method its forward pass and loss terms
 * @param schedule factor on the learning rate
 * @param learningRate the base learning rate
 * @param headRatio the head's learning rate is the base rate times this
 * @param clipNorm maximum Euclidean norm of the gradient with respect to all parameters, above 0; longer gradients are
 *     clipped
 * @param imageSize rows and columns of the images
 * @param batchNorm {@link BatchNormMode#TRAINING} or {@link BatchNormMode#FROZEN}
 * @param length the sizes of the run
 * @param seed determines all random numbers
 * @param batchSteps changes to a batch before the graph, after the method's own steps
 * @param grouping the parameters that learn at the head's rate
 */
public record TrainingSetup(
        Backbone backbone,
        Method method,
        Schedule schedule,
        double learningRate,
        double headRatio,
        Optional<Double> clipNorm,
        ImageSize imageSize,
        BatchNormMode batchNorm,
        RunLength length,
        long seed,
        List<BatchStep> batchSteps,
        RateGrouping grouping) {

    /**
     * Rejects folded batch normalisation, which cannot be trained.
     *
     * @throws org.wsol.core.InvalidInputException if a batch step mixes labels that the method cannot use mixed
     */
    public TrainingSetup {
        if (batchNorm != BatchNormMode.TRAINING && batchNorm != BatchNormMode.FROZEN) {
            throw new IllegalArgumentException(
                    "a network is trained with TRAINING or FROZEN batch normalisation, not " + batchNorm);
        }
        batchSteps = List.copyOf(batchSteps);
        BatchSteps.requireFitting(method, batchSteps);
    }

    /** A setup without batch steps in which the new layers learn at the head's rate. */
    public TrainingSetup(
            Backbone backbone,
            Method method,
            Schedule schedule,
            double learningRate,
            double headRatio,
            Optional<Double> clipNorm,
            ImageSize imageSize,
            BatchNormMode batchNorm,
            RunLength length,
            long seed) {
        this(
                backbone,
                method,
                schedule,
                learningRate,
                headRatio,
                clipNorm,
                imageSize,
                batchNorm,
                length,
                seed,
                List.of(),
                RateGrouping.NEW_LAYERS);
    }

    /** The method's batch steps, then the experiment's. */
    BatchSteps allBatchSteps() {
        return new BatchSteps(
                Stream.concat(method.batchSteps().stream(), batchSteps.stream()).toList(), seed);
    }

    /** The names of the terms that make up the loss at a step. */
    public List<String> activeTerms(long step) {
        return method.terms().stream()
                .filter(term -> term.isActive(step, length))
                .map(LossTerm::name)
                .toList();
    }

    /** The learning rate of each parameter at a step. */
    public LearningRates rates(long step) {
        return LearningRates.of(backbone, method, grouping, learningRate(step), headRatio);
    }

    /** The learning-rate group of a parameter. */
    public RateGroup rateGroup(String parameterName) {
        return method.rateGroup(backbone, parameterName, grouping, headRatio);
    }

    /** The base learning rate at a step. */
    public double learningRate(long step) {
        return learningRate * schedule.factor(step, length);
    }
}
