package org.wsol.heads.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Layers;

/**
 * The classifier of SPG (Zhang et al., ECCV 2018); the guiding heads are used in training only.
 *
 * @param points the earlier stage, the later stage and the last, which feeds the classifier
 * @param width channels inside the heads of both stages
 */
public record GuidanceHead(
        @Setting(doc = "The earlier stage, the later stage and the last, which is the input of the classifier.")
        Optional<List<String>> points,

        @Setting(doc = "Channels inside the heads of both stages.", min = 1)
        Optional<Integer> width)
        implements Localization {
    /** The method's name. */
    public static final String NAME = "spg";

    private static final int RESNET_WIDTH = 1024;

    private static final Places PLACES = new Places(
            Map.of(
                    "vgg16", List.of("pool4|conv4_3", "conv5_3"),
                    "resnet50", List.of("layer3.0", "layer3.5", "layer4.2"),
                    "inception_v3", List.of("maxpool3|Mixed_5d", "Mixed_6d", "SPG_A3_2b")),
            GuidanceHead::otherwise);

    /** Provides the head. */
    public static final class Provider extends HeadProvider<GuidanceHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "A convolutional classifier whose maps guided earlier stages.", GuidanceHead.class);
        }
    }

    private static List<String> otherwise(Backbone backbone) {
        List<String> names = Places.stages(backbone);
        int last = names.size() - 1;
        int first = Math.max(0, Math.min(backbone.stagesThrough(backbone.defaultDropoutPoint()) - 1, last - 2));
        return List.of(names.get(first), names.get(last - 1), names.get(last));
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        network(graph.backbone(), graph.layers()).localize(graph);
    }

    /** The whole network, including the heads. */
    public GuidanceNetwork network(Backbone backbone, Layers layers) {
        int heads = width.orElse(backbone.name().startsWith("resnet") ? RESNET_WIDTH : GuidanceNetwork.C_WIDTH);
        int cWidth = Math.min(heads, GuidanceNetwork.C_WIDTH);
        return new GuidanceNetwork(backbone, layers, PLACES.in(backbone, points), heads, cWidth);
    }
}
