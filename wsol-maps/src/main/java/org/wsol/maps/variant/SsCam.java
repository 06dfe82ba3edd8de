package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.MaskScores.MaskForm;

/** SS-CAM (Wang et al., 2020), smoothed Score-CAM; the defaults are torch-cam's. */
public final class SsCam implements CamVariantProvider<SsCam.Options> {

    /**
     * The options.
     *
     * @param samples number of noisy masks per channel
     * @param deviation standard deviation of the noise
     * @param channels number of channels used; 0 for all
     * @param seed seed of the noise
     */
    public record Options(
            @Setting(doc = "Number of noisy masks per channel.", defaultValue = "35", min = 1)
            int samples,

            @Setting(
                    doc = "Standard deviation of the noise on a mask in [0, 1]; the default of torch-cam hides the"
                            + " mask, 0.1 does not.",
                    defaultValue = "2",
                    min = 0)
            double deviation,

            @Setting(
                    doc = "Number of channels used: those whose values vary most over the positions. 0: all. Fewer are"
                            + " proportionally faster.",
                    defaultValue = "0",
                    min = 0)
            int channels,

            @Setting(doc = "Seed of the noise.", defaultValue = "0")
            long seed) {}

    @Override
    public String name() {
        return "sscam";
    }

    @Override
    public String summary() {
        return "SS-CAM: Score-CAM with noise on the masks, averaged; smoother, and many times slower.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return create(options, Noise.seeded(options.seed(), "ss-cam"));
    }

    /** Creates the method with custom noise. */
    static CamVariant create(Options options, Noise noise) {
        MaskScores.Change change = (sample, channel, mask, target) -> {
            noise.fill(sample, channel, target);
            for (int i = 0; i < target.length; i++) {
                target[i] = mask[i] + (float) (options.deviation() * target[i]);
            }
        };
        MaskScores scores = new MaskScores(MaskForm.TORCH_CAM, options.channels(), options.samples(), change);
        return evidence -> Channels.eachStage(evidence, stage -> scores.map(evidence, stage));
    }
}
