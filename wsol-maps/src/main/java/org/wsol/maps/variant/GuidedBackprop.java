package org.wsol.maps.variant;

import java.util.List;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.formula.GradientPicture;

/**
 * Guided backpropagation (Springenberg et al. 2015): the largest magnitude over the colours of the guided gradient with
 * respect to the image.
 */
public final class GuidedBackprop implements CamVariantProvider<GuidedBackprop.Options> {

    /** No options. */
    public record Options() {}

    @Override
    public String name() {
        return "guidedbackprop";
    }

    @Override
    public String summary() {
        return "Guided backpropagation: edges that contribute to the class, at the size of the image.";
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
        return evidence -> List.of(GradientPicture.magnitude(evidence.guidedImageGradient()));
    }
}
