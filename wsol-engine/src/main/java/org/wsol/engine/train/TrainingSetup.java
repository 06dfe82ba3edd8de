package org.wsol.engine.train;

import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;

/**
 * All that decides how a network is trained, apart from its parameters and images.
 *
 * @param backbone the network
 * @param method its forward pass and loss terms
 * @param schedule factor on the learning rate
 * @param learningRate the base learning rate
 * @param headRatio the head's learning rate is the base rate times this
 * @param clipNorm longest Euclidean norm of the gradient by all parameters, above 0; longer ones are shortened to it
 * @param imageSize rows and columns of the images
 * @param batchNorm {@link BatchNormMode#TRAINING} or {@link BatchNormMode#FROZEN}
 * @param length the sizes of the run
 * @param seed decides all random numbers
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
        long seed) {

    /** Refuses folded batch normalisation, which cannot be trained. */
    public TrainingSetup {
        if (batchNorm == BatchNormMode.FOLDED) {
            throw new IllegalArgumentException("a network with folded batch normalisation cannot be trained");
        }
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
        return LearningRates.groups(backbone, learningRate(step), headRatio);
    }

    /** The base learning rate at a step. */
    public double learningRate(long step) {
        return learningRate * schedule.factor(step, length);
    }
}
