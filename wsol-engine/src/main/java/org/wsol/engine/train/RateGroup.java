package org.wsol.engine.train;

/**
 * A named group of parameters that learn in the same way.
 *
 * @param name its name in reports: {@code base}, {@code head}
 * @param weights factor on the base learning rate for weights, including batch normalisation's scale
 * @param biases factor on the base learning rate for parameters whose names end in {@code .bias}
 * @param gradients factor on the gradient itself, before clipping and weight decay; 1 for no change
 */
public record RateGroup(String name, double weights, double biases, double gradients) {

    /** A group with one factor for weights and biases. */
    public static RateGroup of(String name, double factor) {
        return new RateGroup(name, factor, factor, 1);
    }

    /** The factor on the base learning rate for one of the group's parameters. */
    public double factor(String parameterName) {
        return parameterName.endsWith(".bias") ? biases : weights;
    }

    /** The grouping of parameters that learn faster than the others. */
    public enum RateGrouping {
        /** New layers: the backbone's head group and the method's own parameters. */
        NEW_LAYERS,
        /**
         * The groups of the reference evaluation (Choe et al. 2020): on ResNet-50 {@code layer4} with {@code fc} is
         * fast while heads of a method are not; elsewhere it equals {@link #NEW_LAYERS} unless a method's documentation
         * states otherwise.
         */
        REFERENCE
    }
}
