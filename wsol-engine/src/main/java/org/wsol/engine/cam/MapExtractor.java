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
     * @param images normalised as in the training of the network, shape (B, 3, H, W) with B of at least 1 and the size
     *     the extractor was created for; float32, finite
     * @param wanted the class whose maps are wanted, for each of the B images, in [0, K)
     * @return one entry per image, copies that belong to the caller
     * @throws IllegalArgumentException for images of another shape, values that are not finite, or a class that does not
     *     exist
     * @throws IllegalStateException if the extractor was closed
     */
    public List<ImageMaps> extract(INDArray images, int[] wanted) {
        requireClasses(wanted, ImageTensor.requireImages(images));
        try (INDArray oneHot = oneHot(wanted)) {
            return ImageMaps.of(
                    executor.run(Map.of(LocalizationGraph.IMAGES, images, LocalizationGraph.CLASSES, oneHot)));
        }
    }

    private void requireClasses(int[] wanted, int images) {
        if (wanted.length != images) {
            throw new IllegalArgumentException(
                    "a class is needed for each of " + images + " images, but " + wanted.length + " are given");
        }
        for (int i = 0; i < images; i++) {
            if (wanted[i] < 0 || wanted[i] >= classes) {
                throw new IllegalArgumentException(
                        "the class of image " + i + " is " + wanted[i] + ", but must be in [0, " + classes + ")");
            }
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
