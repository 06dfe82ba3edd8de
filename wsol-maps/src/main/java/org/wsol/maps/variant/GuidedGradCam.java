package org.wsol.maps.variant;

import java.util.List;
import org.wsol.core.ScoreMap;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.chain.Fusion;
import org.wsol.maps.chain.MapChain;
import org.wsol.maps.chain.MapChain.PytorchGradCamChain;
import org.wsol.maps.formula.GradientPicture;
import org.wsol.maps.variant.Channels.SmoothingOptions;

/** Guided Grad-CAM (Selvaraju et al., ICCV 2017): the guided gradient times the enlarged Grad-CAM. */
public final class GuidedGradCam implements CamVariantProvider<GuidedGradCam.Options> {

    /** No options. */
    public record Options() {}

    @Override
    public String name() {
        return "guidedgradcam";
    }

    @Override
    public String summary() {
        return "Guided Grad-CAM: guided backpropagation where Grad-CAM is high.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        CamVariant gradCam = new GradCam().create(new SmoothingOptions(false));
        MapChain chain = new PytorchGradCamChain(Fusion.MEAN);
        return evidence -> {
            ScoreMap map =
                    chain.apply(gradCam.raw(evidence), evidence.imageSize()).toScoreMap();
            return List.of(GradientPicture.magnitude(GradientPicture.times(evidence.guidedImageGradient(), map)));
        };
    }
}
