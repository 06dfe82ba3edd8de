package org.wsol.experiment.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.core.ImageSize;
import org.wsol.core.TrainingException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.SkippedImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchStream;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.experiment.schema.ExperimentConfig;

/**
 * The network's answers for all images of a split that could be read.
 *
 * @param split the images
 * @param mapSize rows and columns of the maps
 * @param images one entry an image that could be read, in the order of the split
 * @param skipped the others, where the run is set to leave them out
 */
record SplitMaps(DataSplit split, ImageSize mapSize, List<MappedImage> images, List<SkippedImage> skipped) {

    /** Runs the inference graph over a split; the maps are those of the labelled class. */
    static SplitMaps of(
            ExperimentConfig config,
            Backbone backbone,
            ParameterStore store,
            GraphExecutorFactory executors,
            DataSplit split,
            Progress progress) {
        List<MappedImage> images = new ArrayList<>();
        try (ImageBatchLoader loader = ImageBatchLoader.evaluation(
                        split, config.data().preprocessing(), config.train().batch());
                BatchStream stream = loader.epoch(0, 0);
                MapExtractor extractor = new MapExtractor(
                        Parts.method(config), backbone, store, Parts.evaluationSize(config), executors);
                Progress.Task task =
                        progress.start("maps of the " + split.name().id() + " part", split.size())) {
            Optional<Batch> batch = stream.next();
            while (batch.isPresent()) {
                List<ImageMaps> maps =
                        extractor.extract(batch.get().images(), batch.get().labels());
                for (int i = 0; i < maps.size(); i++) {
                    int index = batch.get().indices()[i];
                    requireNumbers(maps.get(i), split.imageId(index));
                    images.add(new MappedImage(index, maps.get(i)));
                }
                task.step(maps.size(), "");
                batch = stream.next();
            }
            return new SplitMaps(split, extractor.mapSize(), List.copyOf(images), loader.skipped());
        }
    }

    /** The loss of the last step says nothing about the parameters after it; they would be scored as if they were a network. */
    private static void requireNumbers(ImageMaps maps, String imageId) {
        for (float logit : maps.logits()) {
            if (!Float.isFinite(logit)) {
                throw new TrainingException("the trained network gives " + logit + " instead of a number for image "
                        + imageId + ": training diverged. A lower train.lr or a longer warm-up usually helps.");
            }
        }
    }

    /** Whether at least one image has a ground-truth box. */
    boolean hasBoxes() {
        return images.stream().anyMatch(image -> !split.boxes(image.index()).isEmpty());
    }

    /** Whether at least one image has a ground-truth mask. */
    boolean hasMasks() {
        return images.stream().anyMatch(image -> split.masks(image.index()).isPresent());
    }
}
