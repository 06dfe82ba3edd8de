package org.wsol.maps.variant;

import java.util.Arrays;
import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Sums;

/**
 * Ablation-CAM (Desai and Ramaswamy, WACV 2020): {@code weight_k = (y - y without channel k) / |y|}. Only the network
 * after the stage runs.
 */
public final class AblationCam implements CamVariantProvider<AblationCam.Options> {

    /** The replacement of a channel. */
    public enum Replacement {
        /** Zero. */
        ZERO,
        /** The channel's own mean. */
        MEAN
    }

    /** The divisor of the score's decrease. */
    public enum Divisor {
        /** The score's magnitude, so that a negative score does not invert the map. */
        MAGNITUDE,
        /** The score, as in the paper and in pytorch-grad-cam. */
        SCORE
    }

    /**
     * The options.
     *
     * @param replacement the replacement of a channel
     * @param divisor the divisor of the score's decrease
     */
    public record Options(
            @Setting(doc = "The replacement of a channel: 'zero' or the 'mean' of the channel.", defaultValue = "zero")
            Replacement replacement,

            @Setting(
                    doc = "The divisor of the decrease of the score: the 'magnitude' of the score, or the 'score'"
                            + " itself as in pytorch-grad-cam, which inverts the map if the score is negative.",
                    defaultValue = "magnitude")
            Divisor divisor) {}

    @Override
    public String name() {
        return "ablationcam";
    }

    @Override
    public String summary() {
        return "Ablation-CAM: channels weighted by the decrease of the class score without them; no gradient.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> Channels.eachStage(
                evidence, stage -> Sums.weighted(evidence.activations(stage), weights(evidence, stage, options)));
    }

    static double[] weights(Evidence evidence, String stage, Options options) {
        FeatureMaps activations = evidence.activations(stage);
        int places = activations.places();
        float[][] scores = evidence.scoresOfActivations(stage, activations.channels(), (channel, target) -> {
            System.arraycopy(activations.values(), 0, target, 0, target.length);
            float value = options.replacement() == Replacement.ZERO ? 0 : (float) activations.mean(channel);
            Arrays.fill(target, channel * places, (channel + 1) * places, value);
        });
        double score = evidence.logits()[evidence.label()];
        double divisor = options.divisor() == Divisor.SCORE ? score : Math.abs(score);
        double[] weights = new double[scores.length];
        for (int k = 0; k < weights.length; k++) {
            double fall = score - scores[k][evidence.label()];
            weights[k] = divisor == 0 ? fall : fall / divisor;
        }
        return weights;
    }
}
