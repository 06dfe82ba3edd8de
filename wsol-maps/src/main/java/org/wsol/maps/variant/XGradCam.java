package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.ChannelWeights;

/**
 * XGrad-CAM (Fu et al., BMVC 2020). Not suitable for stages whose activations have both signs, as their sums may
 * cancel.
 */
public final class XGradCam implements CamVariantProvider<XGradCam.Options> {

    /**
     * The options.
     *
     * @param epsilon added to the sum of a channel's activations
     * @param eigen whether the first principal component replaces the sum over channels
     */
    public record Options(
            @Setting(
                    doc = "Term added to the sum of a channel's activations, which is a divisor: 1e-7 in"
                            + " pytorch-grad-cam, 1e-8 in torch-cam.",
                    defaultValue = "1e-7",
                    min = 0)
            double epsilon,

            @Setting(
                    doc =
                            "Whether the first principal component of the weighted channels is used instead of their sum.",
                    defaultValue = "false")
            boolean eigen) {}

    @Override
    public String name() {
        return "xgradcam";
    }

    @Override
    public String summary() {
        return "XGrad-CAM: gradients weighted by normalised activations.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        return Channels.weighted(
                (activations, gradients) -> ChannelWeights.normalized(activations, gradients, options.epsilon()),
                options.eigen());
    }
}
