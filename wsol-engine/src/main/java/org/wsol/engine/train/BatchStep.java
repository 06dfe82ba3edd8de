package org.wsol.engine.train;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.random.SplitMix64;

/**
 * Changes a training batch between the loader and the graph: hides patches, mixes images and labels. Never used in
 * evaluation. Training accuracy is still measured with the original labels.
 */
public interface BatchStep {

    /** A name unique among the steps of a training; its stream of random numbers is named by it. */
    String name();

    /** Whether labels may become shares of several classes; methods that need one class per image refuse such a step. */
    boolean mixesLabels();

    /**
     * Changes both arrays in place; they belong to this training step alone.
     *
     * @param images float32, shape (B, 3, H, W), normalised, row-major
     * @param labels float32, shape (B, K): one-hot, or the output of an earlier step; every row still sums to 1
     * @param random numbers that depend on the run's seed, the step's name and the optimizer step alone, so that a
     *     resumed run draws the same
     */
    void apply(INDArray images, INDArray labels, SplitMix64 random);
}
