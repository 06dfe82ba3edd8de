package org.wsol.engine.cam;

import java.util.Set;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;
import org.wsol.engine.nd4j.Graphs;

/**
 * The inference graph: class scores, and for one requested class per image a map and its factors, if any. Batch
 * normalisation is folded into the convolutions with the statistics at the time of building: rebuild it after training.
 * It contains nothing that only training needs and computes no maps of other classes. It owns the folded parameters.
 *
 * @param program the graph; its outputs are {@link #LOGITS}, {@link #CAM} and those of {@link #NORM},
 *     {@link #SIMILARITY} and {@link #WEIGHT_NORM} that the method's map has
 * @param mapSize rows and columns of the maps
 * @param folded the constants with folded parameters
 */
public record LocalizationGraph(GraphProgram program, ImageSize mapSize, Set<String> folded) implements AutoCloseable {
    /** The placeholder for images (B, 3, H, W). */
    public static final String IMAGES = "images";
    /** The placeholder for the one-hot requested class (B, K); present only for {@link WantedClass.Given}. */
    public static final String CLASSES = "classes";
    /** Class scores, shape (B, K). */
    public static final String LOGITS = "logits";
    /** The map of the requested class, shape (B, H x W). */
    public static final String CAM = "cam";
    /** Norm map F, shape (B, H x W). */
    public static final String NORM = "norm";
    /** Similarity map S, shape (B, H x W). */
    public static final String SIMILARITY = "similarity";
    /** Length |w| of the class weight, shape (B, 1). */
    public static final String WEIGHT_NORM = "weightNorm";

    /** Plain class activation maps for the parameters as they are now; the requested classes are an input. */
    public static LocalizationGraph build(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        return build(Localization.PLAIN, backbone, parameters, imageSize, new WantedClass.Given(), StageProbe.NONE);
    }

    /** The same without {@link #CLASSES}: the requested class of an image is the one with the highest score. */
    public static LocalizationGraph ofPredicted(Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        return build(Localization.PLAIN, backbone, parameters, imageSize, new WantedClass.Predicted(), StageProbe.NONE);
    }

    /**
     * Builds the graph of any method for the parameters as they are now.
     *
     * @param localization how scores and map are computed: a method
     * @param wanted the class whose map is computed
     * @param probe receives the output of every stage and may enable gradients with respect to it
     */
    public static LocalizationGraph build(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            WantedClass wanted,
            StageProbe probe) {
        Layers layers = new Layers(Graphs.create(), parameters, BatchNormMode.FOLDED, probe);
        SDVariable images = layers.images(IMAGES, 3, imageSize);
        LocalizationGraphBuilder builder = new LocalizationGraphBuilder(layers, backbone, images, wanted);
        localization.localize(builder);
        return builder.build();
    }

    /**
     * Creates the parameters that scores and maps need, without a graph: unlike {@link #build}, it does not compute
     * folded kernels. Existing arrays of the store are not changed.
     *
     * @param imageSize the images' size; parameters do not depend on it
     * @return the outputs that the graph would have
     */
    public static Set<String> createParameters(
            Localization localization, Backbone backbone, ParameterStore parameters, ImageSize imageSize) {
        Layers layers = Layers.declaring(parameters);
        SDVariable images = layers.images(IMAGES, 3, imageSize);
        LocalizationGraphBuilder builder =
                new LocalizationGraphBuilder(layers, backbone, images, new WantedClass.Given());
        localization.localize(builder);
        return builder.outputs();
    }

    /** Frees the folded parameters; executors of the graph must be closed before. */
    @Override
    public void close() {
        for (String name : folded) {
            INDArray array = program.graph().getVariable(name).getArr();
            if (array.closeable()) {
                array.close();
            }
        }
    }

    /** The two mandatory outputs and the optional outputs present. */
    public Set<String> outputs() {
        return Set.copyOf(program.outputs());
    }

    /** The class whose map an inference graph computes. */
    public sealed interface WantedClass {

        /** A class given for each image, for example its label. */
        record Given() implements WantedClass {}

        /** The class with the highest score of each image. */
        record Predicted() implements WantedClass {}

        /**
         * The mean over the classes with the highest scores of each image.
         *
         * @param classes number of classes; all classes if there are fewer
         */
        record MeanOfTop(int classes) implements WantedClass {

            /** Checks the number. */
            public MeanOfTop {
                if (classes < 1) {
                    throw new IllegalArgumentException("a mean needs at least one class, got " + classes);
                }
            }
        }
    }
}
