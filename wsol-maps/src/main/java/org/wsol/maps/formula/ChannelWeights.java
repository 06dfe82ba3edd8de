package org.wsol.maps.formula;

import org.wsol.maps.FeatureMaps;

/** One weight per channel from its activations A and gradients G; a map is then {@code sum over k of weight[k] * A[k]}. */
public final class ChannelWeights {
    private ChannelWeights() {}

    /** {@code mean(G_k)}: Grad-CAM (Selvaraju et al., ICCV 2017, equation 1). */
    public static double[] means(FeatureMaps gradients) {
        double[] weights = new double[gradients.channels()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = gradients.mean(k);
        }
        return weights;
    }

    /**
     * {@code sum(alpha relu(G))} with {@code alpha = G^2 / (2 G^2 + sum(A) G^3 + 1e-6)}, 0 where G is 0: Grad-CAM++
     * (Chattopadhay et al., WACV 2018, equation 19, whose exponential cancels).
     *
     * @param second G^2, or its mean over several passes
     * @param third G^3, or its mean over several passes
     */
    public static double[] plusPlus(
            FeatureMaps activations, FeatureMaps gradients, FeatureMaps second, FeatureMaps third) {
        int places = activations.places();
        double[] weights = new double[activations.channels()];
        for (int k = 0; k < weights.length; k++) {
            double sum = activations.mean(k) * places;
            for (int p = 0; p < places; p++) {
                double square = second.at(k, p);
                if (square != 0) {
                    double alpha = square / (2 * square + sum * third.at(k, p) + 1e-6);
                    weights[k] += alpha * Math.max(0, gradients.at(k, p));
                }
            }
        }
        return weights;
    }

    /** The same from one pass. */
    public static double[] plusPlus(FeatureMaps activations, FeatureMaps gradients) {
        FeatureMaps second = gradients.times(gradients);
        return plusPlus(activations, gradients, second, second.times(gradients));
    }

    /**
     * {@code sum(alpha relu(G))} with {@code alpha = second / (2 second + sum(third A) + 1e-8)}: torch-cam's
     * interpretation of the same equation.
     */
    public static double[] plusPlusOfProducts(
            FeatureMaps activations, FeatureMaps gradients, FeatureMaps second, FeatureMaps third) {
        int places = activations.places();
        double[] weights = new double[activations.channels()];
        for (int k = 0; k < weights.length; k++) {
            double sum = 0;
            for (int p = 0; p < places; p++) {
                sum += (double) third.at(k, p) * activations.at(k, p);
            }
            for (int p = 0; p < places; p++) {
                double square = second.at(k, p);
                double alpha = square == 0 ? 0 : square / (2 * square + sum + 1e-8);
                weights[k] += alpha * Math.max(0, gradients.at(k, p));
            }
        }
        return weights;
    }

    /** {@code sum(G^2 relu(G))}: torch-cam's Grad-CAM++, whose division is applied to a copy and has no effect. */
    public static double[] plusPlusWithoutDenominator(FeatureMaps gradients) {
        double[] weights = new double[gradients.channels()];
        for (int k = 0; k < weights.length; k++) {
            for (int p = 0; p < gradients.places(); p++) {
                double gradient = Math.max(0, gradients.at(k, p));
                weights[k] += gradient * gradient * gradient;
            }
        }
        return weights;
    }

    /**
     * {@code sum(G A) / (sum(A) + epsilon)}: XGrad-CAM (Fu et al., BMVC 2020, equation 8). Diverges if activations of
     * both signs cancel.
     */
    public static double[] normalized(FeatureMaps activations, FeatureMaps gradients, double epsilon) {
        int places = activations.places();
        double[] weights = new double[activations.channels()];
        for (int k = 0; k < weights.length; k++) {
            double products = 0;
            for (int p = 0; p < places; p++) {
                products += (double) activations.at(k, p) * gradients.at(k, p);
            }
            double weight = products / (activations.mean(k) * places + epsilon);
            weights[k] = Double.isFinite(weight) ? weight : 0;
        }
        return weights;
    }

    /** The share of positions above mean + 2 standard deviations: FEM (Ahmed Asif Fuad et al., IPTA 2020). */
    public static double[] sharesOfRareValues(FeatureMaps activations) {
        int places = activations.places();
        double[] weights = new double[activations.channels()];
        for (int k = 0; k < weights.length; k++) {
            double mean = activations.mean(k);
            double squares = 0;
            for (int p = 0; p < places; p++) {
                double distance = activations.at(k, p) - mean;
                squares += distance * distance;
            }
            double limit = mean + 2 * Math.sqrt(squares / places);
            int above = 0;
            for (int p = 0; p < places; p++) {
                above += activations.at(k, p) > limit ? 1 : 0;
            }
            weights[k] = (double) above / places;
        }
        return weights;
    }
}
