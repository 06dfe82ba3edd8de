package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.core.random.SplitMix64;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Sums;

/** Channel weights uniform in [-1, 1): the baseline of faithfulness tables. */
public final class RandomCam implements CamVariantProvider<RandomCam.Options> {

    /**
     * The options.
     *
     * @param seed seed of the weights
     */
    public record Options(
            @Setting(doc = "Seed of the weights; the same for every image.", defaultValue = "0")
            long seed) {}

    @Override
    public String name() {
        return "randomcam";
    }

    @Override
    public String summary() {
        return "Random-CAM: random channel weights; the baseline a method must beat.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> Channels.eachStage(evidence, stage -> {
            FeatureMaps activations = evidence.activations(stage);
            return Sums.weighted(activations, weights(options.seed(), activations.channels()));
        });
    }

    private static double[] weights(long seed, int channels) {
        SplitMix64 random = SplitMix64.named(seed, "random-cam");
        double[] weights = new double[channels];
        for (int k = 0; k < channels; k++) {
            weights[k] = 2 * random.nextDouble() - 1;
        }
        return weights;
    }
}
