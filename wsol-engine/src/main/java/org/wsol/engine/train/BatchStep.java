package org.wsol.engine.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;

/**
 * Changes a training batch between the loader and the graph: hides patches, mixes images and labels. Never used in
 * evaluation. Training accuracy is still measured with the original labels.
 */
public interface BatchStep {

    /** A name that is unique among the steps of a training; it also names the step's random stream. */
    String name();

    /** Whether labels may be divided between classes; methods that need one class per image reject such a step. */
    boolean mixesLabels();

    /**
     * Changes both arrays in place; they belong to this training step.
     *
     * @param images float32, shape (B, 3, H, W), normalised, row-major
     * @param labels float32, shape (B, K): one-hot, or the output of an earlier step; every row still sums to 1
     * @param random random numbers that depend only on the run's seed, the step's name and the optimizer step, so that
     *     a resumed run draws the same values
     */
    void apply(INDArray images, INDArray labels, SplitMix64 random);
}
