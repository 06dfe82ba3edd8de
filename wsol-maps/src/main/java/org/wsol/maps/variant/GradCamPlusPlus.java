package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.ChannelWeights;

/** Grad-CAM++ (Chattopadhay et al., WACV 2018). */
public final class GradCamPlusPlus implements CamVariantProvider<GradCamPlusPlus.Options> {

    /** The formula. */
    public enum Form {
        /** The paper's, with the denominator. */
        PAPER,
        /** torch-cam's: its denominator has no effect, so weights are {@code sum(G^2 relu(G))}. */
        TORCH_CAM
    }

    /**
     * The options.
     *
     * @param form the formula
     * @param eigen whether the first principal component replaces the sum over channels
     */
    public record Options(
            @Setting(
                    doc = "'paper', or 'torch-cam' for that library's numbers, where the denominator is lost.",
                    defaultValue = "paper")
            Form form,

            @Setting(
                    doc =
                            "Whether the first principal component of the weighted channels is used instead of their sum.",
                    defaultValue = "false")
            boolean eigen) {}

    @Override
    public String name() {
        return "gradcam++";
    }

    @Override
    public String summary() {
        return "Grad-CAM++: gradients weighted so that several small objects count as much as a large one.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return options.form() == Form.PAPER
                ? Channels.weighted(ChannelWeights::plusPlus, options.eigen())
                : Channels.weighted((a, g) -> ChannelWeights.plusPlusWithoutDenominator(g), options.eigen());
    }
}
