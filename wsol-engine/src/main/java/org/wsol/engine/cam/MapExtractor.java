package org.wsol.engine.cam;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.LocalizationGraph.WantedClass;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.Stage.StageProbe;

/** Runs the inference graph on batches of images. Owns its executor; not safe for several threads. */
public final class MapExtractor implements AutoCloseable {
    private final LocalizationGraph graph;
    private final int classes;
    private final GraphExecutor executor;

    /** Builds the inference graph of plain class activation maps for the parameters as they are now. */
    public MapExtractor(
            Backbone backbone, ParameterStore parameters, ImageSize imageSize, GraphExecutorFactory executors) {
        this(Localization.PLAIN, backbone, parameters, imageSize, executors);
    }

    /** Builds the inference graph of a method for the parameters as they are now. */
    public MapExtractor(
            Localization localization,
            Backbone backbone,
            ParameterStore parameters,
            ImageSize imageSize,
            GraphExecutorFactory executors) {
        this.graph = LocalizationGraph.build(
                localization, backbone, parameters, imageSize, new WantedClass.Given(), StageProbe.NONE);
        this.classes = backbone.head().classes();
        this.executor = executors.create(graph.program());
    }

    /** Rows and columns of the maps. */
    public ImageSize mapSize() {
        return graph.mapSize();
    }

    /**
     * Scores and maps of a batch.
     *
     * @param images shape (B, 3, H, W)
     * @param wanted the class of each image whose maps are wanted
     * @return one entry per image, copies that belong to the caller
     */
    public List<ImageMaps> extract(INDArray images, int[] wanted) {
        try (INDArray oneHot = oneHot(wanted)) {
            return ImageMaps.of(
                    executor.run(Map.of(LocalizationGraph.IMAGES, images, LocalizationGraph.CLASSES, oneHot)));
        }
    }

    private INDArray oneHot(int[] wanted) {
        float[] values = new float[wanted.length * classes];
        for (int i = 0; i < wanted.length; i++) {
            values[i * classes + wanted[i]] = 1;
        }
        return Nd4j.create(values, new long[] {wanted.length, classes}, 'c');
    }

    @Override
    public void close() {
        executor.close();
        graph.close();
    }
}
