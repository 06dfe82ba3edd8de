package org.wsol.maps.variant;

import org.wsol.core.component.Setting;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariantProvider;
import org.wsol.maps.variant.MaskScores.MaskForm;

/** Score-CAM (Wang et al., CVPR Workshops 2020): the network runs once per channel. */
public final class ScoreCam implements CamVariantProvider<ScoreCam.Options> {

    /**
     * The options.
     *
     * @param form how a channel is converted to a mask
     * @param channels number of channels used; 0 for all
     */
    public record Options(
            @Setting(
                    doc =
                            "How a channel becomes a mask: enlarged with aligned corners and then scaled (pytorch-grad-cam), or"
                                    + " scaled and then enlarged with half-pixel centres (torch-cam).",
                    defaultValue = "pytorch-grad-cam")
            MaskForm form,

            @Setting(
                    doc = "Number of channels used: those whose values vary most over the positions. 0: all. Fewer are"
                            + " proportionally faster.",
                    defaultValue = "0",
                    min = 0)
            int channels) {}

    @Override
    public String name() {
        return "scorecam";
    }

    @Override
    public String summary() {
        return "Score-CAM: channels weighted by the class score of the image masked with them; no gradient, slow.";
    }

    @Override
    public Class<Options> optionsType() {
        return Options.class;
    }

    @Override
    public CamVariant create(Options options) {
        MaskScores scores = MaskScores.plain(options.form(), options.channels());
        return evidence -> Channels.eachStage(evidence, stage -> scores.map(evidence, stage));
    }
}
