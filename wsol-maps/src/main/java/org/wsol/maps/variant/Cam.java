package org.wsol.maps.variant;

import java.util.List;
import org.wsol.core.InvalidInputException;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.formula.Sums;

/** {@code sum over k of w[class, k] A_k} (Zhou et al., CVPR 2016), at the last stage whatever stages are named. */
public final class Cam implements CamVariantProvider<NoOptions> {

    @Override
    public String name() {
        return "cam";
    }

    @Override
    public String summary() {
        return "CAM: the class weights on the last map; needs a head that is linear in its mean.";
    }

    @Override
    public Class<NoOptions> optionsType() {
        return NoOptions.class;
    }

    @Override
    public CamVariant create(NoOptions options) {
        return evidence -> List.of(Sums.weighted(evidence.activations(evidence.lastStage()), weights(evidence)));
    }

    private static double[] weights(Evidence evidence) {
        float[] weights = evidence.classWeights()
                .orElseThrow(
                        () -> new InvalidInputException(
                                "this network's head is not a weighted sum of the means of its"
                                        + " last map, so it has no class activation map; use gradcam, which works for any head"));
        double[] widened = new double[weights.length];
        for (int k = 0; k < widened.length; k++) {
            widened[k] = weights[k];
        }
        return widened;
    }
}
