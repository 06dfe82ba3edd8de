package org.wsol.core.cam;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.core.graph.Backbone;
import org.wsol.core.graph.BatchNormMode;
import org.wsol.core.graph.GraphProgram;
import org.wsol.core.graph.Layers;
import org.wsol.core.graph.ParameterStore;

/**
 * The inference graph: class scores, and for one wanted class per image the class activation map and its factors. Batch
 * normalisation is folded into the convolutions with the statistics at the time of building: build it anew after
 * training. There is no erased branch, and no map of any other class is made.
 *
 * @param program the graph with the outputs below
 * @param mapSize rows and columns of the maps
 */
public record LocalizationGraph(GraphProgram program, ImageSize mapSize) {
    /** The placeholder for images (B, 3, H, W). */
    public static final String IMAGES = "images";
    /** The placeholder for the one-hot class whose maps are wanted (B, K). */
    public static final String CLASSES = "classes";
    /** Class scores, shape (B, K). */
    public static final String LOGITS = "logits";
    /** Class activation map, shape (B, H x W). */
    public static final String CAM = "cam";
    /** Norm map F, shape (B, H x W). */
    public static final String NORM = "norm";
    /** Similarity map S, shape (B, H x W). */
    public static final String SIMILARITY = "similarity";

    /** Builds the graph for the parameters as they are now. */
    public static LocalizationGraph build(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        SameDiff graph = SameDiff.create();
        Layers layers = new Layers(graph, parameters, BatchNormMode.FOLDED);
        SDVariable images = layers.images(IMAGES, 3, imageSize);
        SDVariable classes = graph.placeHolder(
                CLASSES, parameters.type(), -1, backbone.head().classes());
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        backbone.head().logits(layers, features).rename(LOGITS);
        ImageSize size = layers.sizeOf(features);
        maps(layers, backbone, features, classes, size);
        return new LocalizationGraph(new GraphProgram(graph, List.of(LOGITS, CAM, NORM, SIMILARITY), List.of()), size);
    }

    private static void maps(
            Layers layers, Backbone backbone, SDVariable features, SDVariable classes, ImageSize size) {
        SameDiff graph = layers.graph();
        long channels = backbone.head().channels();
        SDVariable weight = classes.mmul(backbone.head().weight(layers));
        SDVariable places = features.reshape(-1, channels, size.area());
        SDVariable cam = weight.reshape(-1, 1, channels).mmul(places).reshape(-1, size.area());
        SDVariable norm = graph.math().sqrt(places.mul(places).sum(1));
        SDVariable weightNorm = graph.math().sqrt(weight.mul(weight).sum(true, 1));
        SDVariable lengths = graph.math()
                .max(norm, graph.constant(Cam.SMALLEST_LENGTH).castTo(norm.dataType()))
                .mul(graph.math()
                        .max(weightNorm, graph.constant(Cam.SMALLEST_LENGTH).castTo(norm.dataType())));
        cam.div(lengths).rename(SIMILARITY);
        cam.rename(CAM);
        norm.rename(NORM);
    }
}
