package org.wsol.heads.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Setting;
import org.wsol.engine.cam.Localization;
import org.wsol.engine.cam.LocalizationGraphBuilder;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.plan.StaticShapes;

/**
 * The map of C2AM (Xie et al., CVPR 2022), one for all classes, on the concatenated features of several stages; class
 * scores come from the backbone's own head.
 *
 * @param points the stages whose features are concatenated
 */
public record ContrastHead(
        @Setting(doc = "The stages whose features are concatenated; the last must be the last of the backbone.")
        Optional<List<String>> points)
        implements Localization {
    /** The method's name. */
    public static final String NAME = "ccam";
    /** State: the mean of the map at the image borders; it tells which side of the map is the background. */
    public static final String BORDER = NAME + ".border";

    private static final double EPSILON = 1e-5;

    private static final Places PLACES = new Places(
            Map.of("resnet50", List.of("layer3.5", "layer4.2")),
            backbone -> backbone.defaultDropoutPoint().equals(Places.last(backbone))
                    ? List.of(Places.last(backbone))
                    : List.of(backbone.defaultDropoutPoint(), Places.last(backbone)));

    /** Provides the head. */
    public static final class Provider extends HeadProvider<ContrastHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "One map for all classes in addition to the backbone's classifier.", ContrastHead.class);
        }
    }

    /**
     * Features of a batch.
     *
     * @param all features of all stages, concatenated, shape (B, C, h, w)
     * @param last features of the last stage only
     */
    public record Features(SDVariable all, SDVariable last) {
        /** Rows and columns of both. */
        public ImageSize size(Layers layers) {
            return layers.sizeOf(last);
        }
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Layers layers = graph.layers();
        Features found = features(graph.backbone(), layers, graph.images());
        graph.logits(graph.backbone().head().logits(layers, found.last()));
        SDVariable map = map(layers, found.all());
        boolean inverted = layers.runningMean(BORDER, 1).getDouble(0) > 0.5;
        graph.map(inverted ? map.rsub(1.0) : map, found.size(layers));
    }

    /** The features the map is computed from. */
    public Features features(Backbone backbone, Layers layers, SDVariable images) {
        List<String> names = PLACES.in(backbone, points);
        SDVariable x = images;
        SDVariable[] parts = new SDVariable[names.size()];
        int done = 0;
        for (int i = 0; i < parts.length; i++) {
            int through = backbone.stagesThrough(names.get(i));
            x = backbone.apply(layers, x, done, through);
            parts[i] = x;
            done = through;
        }
        SDVariable last = backbone.apply(layers, x, done, backbone.stages().size());
        parts[parts.length - 1] = last;
        for (int i = 0; i < parts.length; i++) {
            parts[i] = reduced(layers, parts[i], layers.sizeOf(last));
        }
        return new Features(parts.length == 1 ? last : layers.concat(parts), last);
    }

    private static SDVariable reduced(Layers layers, SDVariable x, ImageSize to) {
        ImageSize from = layers.sizeOf(x);
        if (from.equals(to)) {
            return x;
        }
        int channels = StaticShapes.channels(x);
        SDVariable small = Enlargement.averaged(layers, x.reshape(-1, from.area()), from, to);
        return layers.sized(small.reshape(-1, channels, to.height(), to.width()), to);
    }

    /** The map in (0, 1), shape (B, P). */
    public static SDVariable map(Layers layers, SDVariable features) {
        Convolution geometry = Convolution.square(StaticShapes.channels(features), 1, 3);
        SDVariable score = layers.convolutionBatchNorm(NAME + ".map", NAME + ".norm", features, geometry, EPSILON);
        return layers.sigmoid(score).reshape(-1, layers.sizeOf(score).area());
    }
}
