package org.wsol.engine.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The measurements of one training step.
 *
 * @param total the loss that was minimised
 * @param terms unweighted value of every built term, by name
 * @param gradientNorm Euclidean norm of the gradient by all parameters, before clipping
 * @param correct images whose highest class score is the label's
 * @param images images in the batch
 */
public record StepResult(double total, Map<String, Double> terms, double gradientNorm, int correct, int images) {

    /** Copies the map, in the order of names. */
    public StepResult {
        terms = Collections.unmodifiableMap(new TreeMap<>(terms));
    }
}
