package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.ClassScore;
import org.wsol.maps.formula.ChannelWeights;
import org.wsol.maps.formula.Sums;

/** Finer-CAM (Zhang et al., CVPR 2025): Grad-CAM of a contrast with the classes of the closest scores. */
public final class FinerCam implements CamVariantProvider<FinerCam.Options> {

    /** The weighting of the reference classes. */
    public enum Form {
        /** By softmax, including its derivative (pytorch-grad-cam). */
        WEIGHTED,
        /** Equal weights (torch-cam). */
        MEAN
    }

    /**
     * The options.
     *
     * @param form the weighting of the reference classes
     * @param strength the factor of their subtracted score
     * @param references number of reference classes
     */
    public record Options(
            @Setting(
                    doc = "How the reference classes are weighted: 'weighted' by their softmax (pytorch-grad-cam), or"
                            + " 'mean' (torch-cam, which uses strength 0.6).",
                    defaultValue = "weighted")
            Form form,

            @Setting(doc = "Factor of the subtracted score of the reference classes.", defaultValue = "1", min = 0)
            double strength,

            @Setting(
                    doc = "Number of reference classes: those with the scores nearest to that of the class.",
                    defaultValue = "3",
                    min = 1)
            int references) {}

    @Override
    public String name() {
        return "finercam";
    }

    @Override
    public String summary() {
        return "Finer-CAM: Grad-CAM of the difference between the class and the most similar ones; for fine-grained"
                + " classes.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        ClassScore contrast = new Contrast(options.form() == Form.WEIGHTED, options.strength(), options.references());
        return evidence -> Channels.eachStage(
                evidence,
                stage -> Sums.weighted(
                        evidence.activations(stage), ChannelWeights.means(evidence.gradients(stage, contrast))));
    }
}
