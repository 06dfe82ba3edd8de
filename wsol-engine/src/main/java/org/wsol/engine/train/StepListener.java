package org.wsol.engine.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Receives the events of a training. Called on the training thread. */
public interface StepListener {

    /**
     * Called after a step. If shards exchange parameters every few steps, it is called after an exchange, for every step
     * since the last one.
     *
     * @param epoch from 0
     * @param nextStep the number of steps done so far
     * @param speed of this epoch so far
     */
    default void stepDone(int epoch, long nextStep, StepResult result, TrainingSpeed speed) {}

    /**
     * Called after {@link #stepDone}, once parameters are those after the given number of steps on all shards:
     * parameters may be read, saved and evaluated.
     */
    default void parametersReady(long nextStep) {}

    /** Called after an epoch; parameters may be read, saved and evaluated. */
    default void epochDone(EpochSummary summary) {}

    /** Called after {@link #parametersReady}: whether training should stop here, to be resumed later. */
    default boolean stopRequested() {
        return false;
    }

    /**
     * Called after every step: whether the gradient of each term is to be measured on the batch of this step, or of the
     * next one with an exchange of parameters.
     */
    default boolean wantsTermGradients(long nextStep) {
        return false;
    }

    /**
     * Receives the gradients requested by {@link #wantsTermGradients}.
     *
     * @param norms for each active term, the Euclidean norm of the gradient of weight x term with respect to the
     *     trunk's parameters, that is all except the head's
     */
    default void termGradients(long nextStep, Map<String, Double> norms) {}

    /**
     * The measurements of one training step.
     *
     * @param total the loss that was minimised
     * @param terms unweighted value of every built term, by name
     * @param gradientNorm Euclidean norm of the gradient with respect to all parameters, before clipping
     * @param correct number of correctly classified images
     * @param images images in the batch
     */
    record StepResult(double total, Map<String, Double> terms, double gradientNorm, int correct, int images) {

        /** Copies the map, sorted by name. */
        public StepResult {
            terms = Collections.unmodifiableMap(new TreeMap<>(terms));
        }
    }

    /**
     * The speed of an epoch, measured since its start.
     *
     * @param imagesPerSecond images trained on per second
     * @param waitPercent share of the time spent waiting for images, in percent
     */
    record TrainingSpeed(double imagesPerSecond, double waitPercent) {}
}
