package org.wsol.engine.cam;

import java.util.List;
import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;

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
    /** Length |w| of the class weight, shape (B, 1). */
    public static final String WEIGHT_NORM = "weightNorm";

    /** Builds the graph for the parameters as they are now; the wanted classes are an input. */
    public static LocalizationGraph build(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Layers layers = new Layers(SameDiff.create(), parameters, BatchNormMode.FOLDED);
        SDVariable classes = layers.graph()
                .placeHolder(CLASSES, parameters.type(), -1, backbone.head().classes());
        return build(backbone, layers, imageSize, logits -> classes);
    }

    /** The same without {@link #CLASSES}: the wanted class of an image is the one with the highest score. */
    public static LocalizationGraph ofPredicted(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Layers layers = new Layers(SameDiff.create(), parameters, BatchNormMode.FOLDED);
        int classes = backbone.head().classes();
        return build(backbone, layers, imageSize, logits -> {
            SameDiff graph = layers.graph();
            return graph.oneHot(graph.argmax(logits, 1), classes, -1, 1, 0, parameters.type());
        });
    }

    private static LocalizationGraph build(
            Backbone backbone, Layers layers, ImageSize imageSize, UnaryOperator<SDVariable> classes) {
        SDVariable images = layers.images(IMAGES, 3, imageSize);
        SDVariable features =
                backbone.apply(layers, images, 0, backbone.stages().size());
        SDVariable logits = backbone.head().logits(layers, features).rename(LOGITS);
        ImageSize size = layers.sizeOf(features);
        maps(layers, backbone, features, classes.apply(logits), size);
        List<String> outputs = List.of(LOGITS, CAM, NORM, SIMILARITY, WEIGHT_NORM);
        return new LocalizationGraph(new GraphProgram(layers.graph(), outputs, List.of()), size);
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
        weightNorm.rename(WEIGHT_NORM);
    }
}
