package org.wsol.engine.train;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;

/**
 * The batch steps of a training, in order.
 *
 * @param steps the steps
 * @param seed determines their random numbers
 */
public record BatchSteps(List<BatchStep> steps, long seed) {

    /** Copies the list. */
    public BatchSteps {
        steps = List.copyOf(steps);
    }

    /**
     * Rejects steps that cannot be combined with a method.
     *
     * @throws InvalidInputException if a step mixes labels and the method needs one class per image, or if two steps
     *     have the same name and thus the same random numbers
     */
    public static void requireFitting(Method method, List<BatchStep> steps) {
        List<String> names = new java.util.ArrayList<>();
        method.batchSteps().forEach(step -> names.add(step.name()));
        for (BatchStep step : steps) {
            if (names.contains(step.name())) {
                throw new InvalidInputException("train.batchSteps: '" + step.name() + "' is listed twice (method "
                        + method.name() + " may already include it); remove one");
            }
            names.add(step.name());
            if (step.mixesLabels() && method.needsOneClassAnImage()) {
                throw new InvalidInputException("train.batchSteps: '" + step.name()
                        + "' mixes the labels of two images, and method " + method.name()
                        + " needs one class for each image; leave the step out or choose another method");
            }
        }
    }

    /**
     * Runs the steps.
     *
     * @param images the loader's batch, which is not changed
     * @param labels one-hot, changed in place
     * @param step the optimizer step, from 0
     * @return the images for the graph: the loader's array if there are no steps, else a new array that the caller
     *     closes
     */
    INDArray apply(INDArray images, INDArray labels, long step) {
        if (steps.isEmpty()) {
            return images;
        }
        INDArray changed = images.dup('c');
        for (BatchStep each : steps) {
            each.apply(changed, labels, SplitMix64.named(seed, "batch/" + each.name() + "/" + step));
        }
        return changed;
    }
}
