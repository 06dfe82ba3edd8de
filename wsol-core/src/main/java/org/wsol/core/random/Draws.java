package org.wsol.core.random;

/** Random numbers from other distributions, drawn from a reproducible stream. */
public final class Draws {
    private Draws() {}

    /**
     * A number from the Beta distribution, in [0, 1]: {@code x / (x + y)} of two gamma numbers.
     *
     * @param a first shape, above 0
     * @param b second shape, above 0
     */
    public static double beta(SplitMix64 random, double a, double b) {
        double x = gamma(random, a);
        double y = gamma(random, b);
        // Both underflow for very small shapes, where the distribution only yields 0 or 1.
        return x + y > 0 ? x / (x + y) : random.nextDouble() < a / (a + b) ? 1 : 0;
    }

    /**
     * A number from the gamma distribution with scale 1, at least 0 (Marsaglia and Tsang 2000, by rejection; shapes
     * below 1 by {@code gamma(shape + 1) u^(1 / shape)}).
     *
     * @param shape above 0
     */
    public static double gamma(SplitMix64 random, double shape) {
        if (!(shape > 0)) {
            throw new IllegalArgumentException("the shape of a gamma distribution is above 0, was " + shape);
        }
        if (shape < 1) {
            double boost = Math.pow(1 - random.nextDouble(), 1 / shape);
            return gamma(random, shape + 1) * boost;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            double u = 1 - random.nextDouble();
            if (v > 0 && Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
