package org.wsol.maps.variant;

import org.wsol.core.ScoreMap;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Sums;

/**
 * BagCAMs (Zhu et al., Bagging Regional Classification Activation Maps, ECCV 2022): {@code sum over k of relu((1 +
 * mean(P_k)) P_k)} with {@code P = A G} and G the gradient of the logarithm of the class score. If the score is not
 * positive, for which the released code returns NaN, its magnitude is used as divisor.
 */
public final class BagCam implements CamVariantProvider<BagCam.Options> {
    private static final double SMALLEST_SCORE = 1e-6;

    /** No options. */
    public record Options() {}

    @Override
    public String name() {
        return "bagcams";
    }

    @Override
    public String summary() {
        return "BagCAMs: every position scored by localizers derived from the gradient at every position.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> Channels.eachStage(evidence, stage -> map(evidence, stage));
    }

    private static ScoreMap map(Evidence evidence, String stage) {
        FeatureMaps products = evidence.activations(stage).times(evidence.gradients(stage));
        double score = Math.max(SMALLEST_SCORE, Math.abs(evidence.logits()[evidence.label()]));
        double[] factors = new double[products.channels()];
        for (int k = 0; k < factors.length; k++) {
            factors[k] = (1 + products.mean(k) / score) / score;
        }
        return Sums.overChannels(products.weighted(factors).rectified());
    }
}
