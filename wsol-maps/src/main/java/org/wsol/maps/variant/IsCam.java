package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.MaskScores.MaskForm;

/** IS-CAM (Naidu et al., 2020), integrated Score-CAM. */
public final class IsCam implements CamVariantProvider<IsCam.Options> {

    /** The strengths of masks. */
    public enum Form {
        /** The paper's: i / N for i = 1 to N. */
        PAPER,
        /** torch-cam's: the cumulative sums of these, up to (N + 1) / 2. */
        TORCH_CAM
    }

    /**
     * The options.
     *
     * @param form the strengths of the masks
     * @param samples number of strengths N
     * @param channels number of channels used; 0 for all
     */
    public record Options(
            @Setting(
                    doc =
                            "'paper': masks times i / N; 'torch-cam': times the running sums of i / N, that library's numbers.",
                    defaultValue = "paper")
            Form form,

            @Setting(doc = "Number of strengths N.", defaultValue = "10", min = 1)
            int samples,

            @Setting(
                    doc = "Number of channels used: those whose values vary most over the positions. 0: all. Fewer are"
                            + " proportionally faster.",
                    defaultValue = "0",
                    min = 0)
            int channels) {}

    @Override
    public String name() {
        return "iscam";
    }

    @Override
    public String summary() {
        return "IS-CAM: Score-CAM with masks of growing strength, averaged; many times slower.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        MaskScores.Change change = (sample, channel, mask, target) -> {
            float strength = strength(options, sample + 1);
            for (int i = 0; i < target.length; i++) {
                target[i] = strength * mask[i];
            }
        };
        MaskScores scores = new MaskScores(MaskForm.TORCH_CAM, options.channels(), options.samples(), change);
        return evidence -> Channels.eachStage(evidence, stage -> scores.map(evidence, stage));
    }

    private static float strength(Options options, int i) {
        return options.form() == Form.PAPER
                ? (float) i / options.samples()
                : (float) i * (i + 1) / 2 / options.samples();
    }
}
