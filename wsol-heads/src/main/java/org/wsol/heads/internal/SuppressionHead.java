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
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage;
import org.wsol.engine.plan.StaticShapes;
import org.wsol.heads.internal.ErasingBranches.ConvolutionHead;

/**
 * The map generator of BAS (Wu et al., CVPR 2022) in the middle of a network, and the classifier after it.
 *
 * @param topClasses how many classes' maps are averaged; absent: only the requested class
 * @param width channels inside the classifier
 * @param points the stage that feeds the generator, and the last stage
 */
public record SuppressionHead(
        @Setting(doc = "How many classes' maps are averaged.", min = 1)
        Optional<Integer> topClasses,

        @Setting(doc = "Channels inside the classifier.", min = 1)
        int width,

        @Setting(doc = "The input stages of the generator and of the classifier.")
        Optional<List<String>> points)
        implements Localization {
    /** The method's name. */
    public static final String NAME = "bas";

    private static final Places PLACES = new Places(
            Map.of(
                    "vgg16", List.of("conv4_3", "conv5_3"),
                    "resnet50", List.of("layer3.5", "layer4.2"),
                    "inception_v3", List.of("Mixed_6e", "SPG_A3_2b")),
            SuppressionHead::otherwise);

    /** Provides the head. */
    public static final class Provider extends HeadProvider<SuppressionHead> {
        /** Called by the service loader. */
        public Provider() {
            super(NAME, "A generator of maps in the middle of the network.", SuppressionHead.class);
        }
    }

    private static List<String> otherwise(Backbone backbone) {
        List<String> names = Places.stages(backbone);
        int last = names.size() - 1;
        int first = Math.min(backbone.stagesThrough(backbone.defaultDropoutPoint()) - 1, last - 1);
        return List.of(names.get(first), names.get(last));
    }

    @Override
    public void localize(LocalizationGraphBuilder graph) {
        Layers layers = graph.layers();
        SDVariable features = features(graph.backbone(), layers, graph.images());
        SuppressionBranches branches = branches(graph.backbone(), layers.sizeOf(graph.images()), features);
        graph.logits(branches.classMaps(layers, features).mean(2, 3));
        SDVariable shares = topClasses.map(graph::meanOfTop).orElseGet(graph::wanted);
        ImageSize size = layers.sizeOf(features);
        graph.map(ClassMaps.of(branches.generated(layers, features), shares, graph.classes(), size), size);
    }

    /** The input of the generator, shape (B, C, h, w). */
    public SDVariable features(Backbone backbone, Layers layers, SDVariable images) {
        return backbone.apply(
                layers, images, 0, backbone.stagesThrough(names(backbone).get(0)));
    }

    /** The stages of generator and classifier. */
    private List<String> names(Backbone backbone) {
        return PLACES.in(backbone, points);
    }

    /**
     * Generator and classifier.
     *
     * @param images the size of the images
     */
    public SuppressionBranches branches(Backbone backbone, ImageSize images, SDVariable features) {
        List<String> names = names(backbone);
        int from = backbone.stagesThrough(names.get(0));
        int to = backbone.stagesThrough(names.get(names.size() - 1));
        boolean pools = keepsSize(backbone, images, from, to);
        int classes = backbone.head().classes();
        return new SuppressionBranches(
                NAME, StaticShapes.channels(features), classes, new Initializer.Xavier(), (layers, x) -> {
                    SDVariable start = pools ? layers.maxPool(x, 2, 2, Padding.of(0), false) : x;
                    SDVariable last = backbone.apply(layers, start, from, to);
                    ConvolutionHead head = new ConvolutionHead(
                            NAME + ".classifier",
                            StaticShapes.channels(last),
                            width,
                            classes,
                            new Initializer.Xavier());
                    return layers.relu(head.maps(layers, last));
                });
    }

    /** If the stages after the generator do not halve the map, a pool before them does, as in the published ResNet. */
    private static boolean keepsSize(Backbone backbone, ImageSize images, int from, int to) {
        try (ParameterStore shapes = ParameterStore.ofShapes()) {
            Layers scratch = Layers.declaring(shapes);
            SDVariable before = backbone.apply(scratch, scratch.images("images", 3, images), 0, from);
            SDVariable after = backbone.apply(scratch, before, from, to);
            ImageSize size = scratch.sizeOf(before);
            return size.equals(scratch.sizeOf(after)) && Math.min(size.height(), size.width()) > 1;
        }
    }

    /**
     * The map generator of BAS and the classifier after it.
     *
     * @param name parameters of the generator are {@code name.map}
     * @param channels of the input features of both
     * @param classes number of classes K
     * @param initializer start values of the generator
     * @param tail the layers from the features to the non-negative class maps
     */
    public record SuppressionBranches(
            String name, int channels, int classes, Initializer initializer, Stage.Body tail) {

        /** A map in (0, 1) for each class, shape (B, K, h, w). */
        public SDVariable generated(Layers layers, SDVariable features) {
            Convolution geometry = Convolution.square(channels, classes, 3).withBias();
            return layers.sigmoid(layers.convolution(name + ".map", features, geometry, initializer));
        }

        /** The classifier's maps, shape (B, K, h', w'). */
        public SDVariable classMaps(Layers layers, SDVariable features) {
            return tail.apply(layers, features);
        }
    }
}
