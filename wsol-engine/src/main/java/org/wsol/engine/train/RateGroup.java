package org.wsol.engine.train;

/**
 * A named group of parameters that learn in the same way.
 *
 * @param name its name in reports: {@code base}, {@code head}
 * @param weights factor on the base learning rate for weights, batch normalisation's scale among them
 * @param biases factor on the base learning rate for parameters whose names end in {@code .bias}
 * @param gradients factor on the gradient itself, before clipping and weight decay; 1 leaves it
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
}
