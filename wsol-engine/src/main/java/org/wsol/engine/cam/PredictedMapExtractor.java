package org.wsol.engine.cam;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;

/**
 * Like {@link MapExtractor} for images of unknown class: the maps are those of the predicted class, and the network
 * runs once. Owns its executor; not safe for several threads.
 */
public final class PredictedMapExtractor implements AutoCloseable {
    private final LocalizationGraph graph;
    private final GraphExecutor executor;

    /** Builds the inference graph of plain class activation maps for the parameters as they are now. */
    public PredictedMapExtractor(
            Backbone backbone, ParameterStore parameters, ImageSize imageSize, GraphExecutorFactory executors) {
        this(Localization.PLAIN, backbone, parameters, imageSize, executors);
    }

    /** Builds the inference graph of a method for the parameters as they are now. */
    public PredictedMapExtractor(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            GraphExecutorFactory executors) {
        this.graph = LocalizationGraph.build(
                localization, backbone, parameters, imageSize, new WantedClass.Predicted(), StageProbe.NONE);
        this.executor = executors.create(graph.program());
    }

    /** Rows and columns of the maps. */
    public ImageSize mapSize() {
        return graph.mapSize();
    }

    /**
     * Scores and maps of a batch.
     *
     * @param images normalised as in the training of the network, shape (B, 3, H, W) with B of at least 1 and the size
     *     the extractor was created for; float32, finite
     * @return one entry per image, copies that belong to the caller; the maps are those of its
     *     {@link ImageMaps#predictedClass}
     * @throws IllegalArgumentException for images of another shape, or values that are not finite
     * @throws IllegalStateException if the extractor was closed
     */
    public List<ImageMaps> extract(INDArray images) {
        ImageTensor.requireImages(images);
        return ImageMaps.of(executor.run(Map.of(LocalizationGraph.IMAGES, images)));
    }

    @Override
    public void close() {
        executor.close();
        graph.close();
    }
}
