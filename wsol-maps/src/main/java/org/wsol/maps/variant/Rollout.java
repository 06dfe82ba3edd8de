package org.wsol.maps.variant;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.AttentionRollout;
import org.wsol.engine.cam.AttentionRollout.Fusion;
import org.wsol.engine.cam.AttentionRollout.Normalisation;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.Evidence;

/** Attention rollout (Abnar and Zuidema, ACL 2020): the contribution of each patch to a transformer's class token. */
public final class Rollout implements CamVariantProvider<Rollout.Options> {

    /**
     * The options.
     *
     * @param fusion how the heads of a block are combined
     * @param discard share of a block's smallest entries that are set to zero, in [0, 1)
     * @param form the normalisation of entries
     */
    public record Options(
            @Setting(doc = "How the attention heads of a block are combined.", defaultValue = "mean")
            Fusion fusion,

            @Setting(
                    doc = "Share of the smallest entries of a block that are ignored; 0 in the paper, often 0.9.",
                    defaultValue = "0",
                    min = 0,
                    max = 0.999)
            double discard,

            @Setting(
                    doc =
                            "'paper', or 'vit-explain' for that library's numbers, which divides by sums of the wrong axis.",
                    defaultValue = "paper")
            Form form) {}

    /** The normalisation. */
    public enum Form {
        /** By row sums. */
        PAPER(Normalisation.ROWS),
        /** By the sums along the wrong axis. */
        VIT_EXPLAIN(Normalisation.VIT_EXPLAIN);

        private final Normalisation normalisation;

        Form(Normalisation normalisation) {
            this.normalisation = normalisation;
        }

        Normalisation normalisation() {
            return normalisation;
        }
    }

    @Override
    public String name() {
        return "rollout";
    }

    @Override
    public String summary() {
        return "Attention rollout: contributions to a transformer's class token; no class, no gradient.";
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
                options.fusion(), options.discard(), options.form().normalisation());
        return evidence -> List.of(ofPatches(evidence, rollout.map(evidence.attention())));
    }

    static ScoreMap ofPatches(Evidence evidence, float[] values) {
        ImageSize size = evidence.activations(evidence.lastStage()).size();
        return ScoreMap.of(size.height(), size.width(), values);
    }
}
