package org.wsol.maps.variant;

import java.util.List;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.AttentionRollout;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;

/**
 * Attention rollout of one class (Gildenblat 2020): attention times the positive part of the class score's gradient
 * with respect to it.
 */
public final class GradientRollout implements CamVariantProvider<GradientRollout.Options> {

    /**
     * The options.
     *
     * @param discard share of a block's smallest entries that are set to zero, in [0, 1)
     * @param form the normalisation of entries
     */
    public record Options(
            @Setting(
                    doc = "Share of the smallest entries of a block that are ignored; often 0.9.",
                    defaultValue = "0",
                    min = 0,
                    max = 0.999)
            double discard,

            @Setting(
                    doc =
                            "'paper', or 'vit-explain' for that library's numbers, which divides by sums of the wrong axis.",
                    defaultValue = "paper")
            Rollout.Form form) {}

    @Override
    public String name() {
        return "gradientrollout";
    }

    @Override
    public String summary() {
        return "Attention rollout of attention times its gradient: evidence for the class in a transformer.";
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
        AttentionRollout rollout = new AttentionRollout(
                AttentionRollout.Fusion.MEAN, options.discard(), options.form().normalisation());
        return evidence ->
                List.of(Rollout.ofPatches(evidence, rollout.map(evidence.attention(), evidence.attentionGradients())));
    }
}
