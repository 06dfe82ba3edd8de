package org.wsol.maps.variant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.formula.Sums;

/** Smooth Grad-CAM++ (Omeiza et al., 2019). */
public final class SmoothGradCam implements CamVariantProvider<SmoothGradCam.Options> {

    /** The formula. */
    public enum Form {
        /** The paper's: averaged gradients on the activations of the clean image. */
        PAPER,
        /** torch-cam's: the map uses activations and positive gradients of the last noisy image only. */
        TORCH_CAM
    }

    /**
     * The options.
     *
     * @param form the formula
     * @param samples number of noisy images
     * @param deviation standard deviation of the noise on the normalised image
     * @param seed seed of the noise
     */
    public record Options(
            @Setting(
                    doc =
                            "'paper', or 'torch-cam' for that library's numbers, which take the last noisy image's activations.",
                    defaultValue = "paper")
            Form form,

            @Setting(doc = "Number of noisy images.", defaultValue = "4", min = 1)
            int samples,

            @Setting(doc = "Standard deviation of the noise on the normalised image.", defaultValue = "0.3", min = 0)
            double deviation,

            @Setting(doc = "Seed of the noise.", defaultValue = "0")
            long seed) {}

    @Override
    public String name() {
        return "smoothgradcam++";
    }

    @Override
    public String summary() {
        return "Smooth Grad-CAM++: Grad-CAM++ with gradients averaged over noisy images.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return create(options, Noise.seeded(options.seed(), "smooth-grad-cam++"));
    }

    /** Creates the method with custom noise. */
    static CamVariant create(Options options, Noise noise) {
        return evidence -> {
            List<Evidence> noisy = evidence.ofImages(noisy(evidence.image(), options, noise));
            return Channels.eachStage(evidence, stage -> map(evidence, stage, noisy, options.form()));
        };
    }

    private static List<FeatureMaps> noisy(FeatureMaps image, Options options, Noise noise) {
        List<FeatureMaps> images = new ArrayList<>();
        for (int sample = 0; sample < options.samples(); sample++) {
            float[] values = new float[image.values().length];
            noise.fill(sample, 0, values);
            for (int i = 0; i < values.length; i++) {
                values[i] = image.values()[i] + (float) (options.deviation() * values[i]);
            }
            images.add(new FeatureMaps(image.channels(), image.size(), values));
        }
        return images;
    }

    private static ScoreMap map(Evidence clean, String stage, List<Evidence> noisy, Form form) {
        FeatureMaps activations = clean.activations(stage);
        FeatureMaps second = mean(noisy, stage, gradient -> gradient.times(gradient));
        FeatureMaps third =
                mean(noisy, stage, gradient -> gradient.times(gradient).times(gradient));
        if (form == Form.PAPER) {
            FeatureMaps first = mean(noisy, stage, gradient -> gradient);
            return Sums.weighted(activations, ChannelWeights.plusPlus(activations, first, second, third));
        }
        Evidence last = noisy.get(noisy.size() - 1);
        return Sums.weighted(
                last.activations(stage),
                ChannelWeights.plusPlusOfProducts(activations, last.gradients(stage), second, third));
    }

    private static FeatureMaps mean(List<Evidence> noisy, String stage, UnaryOperator<FeatureMaps> power) {
        FeatureMaps shape = noisy.get(0).activations(stage);
        float[] sums = new float[shape.values().length];
        for (Evidence evidence : noisy) {
            float[] values = power.apply(evidence.gradients(stage)).values();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i] / noisy.size();
            }
        }
        return new FeatureMaps(shape.channels(), shape.size(), sums);
    }
}
