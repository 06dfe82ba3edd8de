package org.wsol.maps.variant;

import java.util.Arrays;
import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;
import org.wsol.maps.FeatureMaps;
import org.wsol.maps.formula.Enlargement;
import org.wsol.maps.formula.Scaling;
import org.wsol.maps.formula.Sums;

/**
 * FullGrad (Srinivas and Fleuret, NeurIPS 2019): magnitudes of image times gradient and of every bias times the
 * gradient with respect to its convolution, each scaled, enlarged and summed. Biases of batch normalisation are those
 * of the folded convolutions.
 */
public final class FullGrad implements CamVariantProvider<FullGrad.Options> {
    private static final double EPSILON = 1e-7;

    /** The unit that is scaled to [0, 1]. */
    public enum Form {
        /** Each layer, so that strong channels stay strong (the paper). */
        PAPER,
        /** Each channel (pytorch-grad-cam). */
        PYTORCH_GRAD_CAM
    }

    /**
     * The options.
     *
     * @param form the unit that is scaled
     */
    public record Options(
            @Setting(
                    doc =
                            "What is scaled to [0, 1] by itself: each layer ('paper') or each channel ('pytorch-grad-cam').",
                    defaultValue = "paper")
            Form form) {}

    @Override
    public String name() {
        return "fullgrad";
    }

    @Override
    public String summary() {
        return "FullGrad: contributions of the image and of every bias; uses the complete network.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public boolean usesStages() {
        return false;
    }

    @Override
    public CamVariant create(Options options) {
        return evidence -> List.of(map(evidence, options.form()));
    }

    private static ScoreMap map(Evidence evidence, Form form) {
        float[] sum = new float[evidence.image().places()];
        add(evidence.image().times(evidence.imageGradient()), form, evidence.imageSize(), sum);
        for (Evidence.BiasGradient part : evidence.biasGradients()) {
            add(part.gradient().weighted(widened(part.bias())), form, evidence.imageSize(), sum);
        }
        return ScoreMap.of(evidence.imageSize().height(), evidence.imageSize().width(), sum);
    }

    /** Enlarging is linear, so channels are summed first. */
    private static void add(FeatureMaps part, Form form, ImageSize image, float[] sum) {
        FeatureMaps scaled = form == Form.PAPER ? scaledAsOne(part.absolute()) : scaledByChannel(part.absolute());
        float[] enlarged = new float[sum.length];
        new Enlargement(part.size(), image, Enlargement.Corners.HALF_PIXEL)
                .apply(Sums.overChannels(scaled).toArray(), enlarged);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += enlarged[i];
        }
    }

    private static FeatureMaps scaledAsOne(FeatureMaps maps) {
        float[] values = maps.values().clone();
        Scaling.minMax(values, EPSILON);
        return new FeatureMaps(maps.channels(), maps.size(), values);
    }

    private static FeatureMaps scaledByChannel(FeatureMaps maps) {
        float[] values = maps.values().clone();
        int places = maps.places();
        for (int k = 0; k < maps.channels(); k++) {
            float[] channel = Arrays.copyOfRange(values, k * places, (k + 1) * places);
            Scaling.minMax(channel, EPSILON);
            System.arraycopy(channel, 0, values, k * places, places);
        }
        return new FeatureMaps(maps.channels(), maps.size(), values);
    }

    private static double[] widened(float[] values) {
        double[] widened = new double[values.length];
        for (int i = 0; i < widened.length; i++) {
            widened[i] = values[i];
        }
        return widened;
    }
}
