package org.wsol.pipeline.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.TrainingException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.progress.Progress;
import org.wsol.data.batch.ImageBatchLoader;
import org.wsol.data.batch.ImageBatchLoader.SkippedImage;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.split.SizedSplit;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader.BatchStream;
import org.wsol.pipeline.recipe.Recipe;

/**
 * The network's predictions for all readable images of a split. Those computed or read by this project's classes are 8
 * bytes per image on the heap: large sets continue in a temporary file.
 *
 * @param split the split, with the size of each image
 * @param mapSize rows and columns of the maps
 * @param images one entry per image that could be read, in the order of the split
 * @param skipped the skipped images, if unreadable images are allowed ({@code data.onError: skip})
 */
public record SplitPredictions(
        DataSplit split, ImageSize mapSize, List<ImagePrediction> images, List<SkippedImage> skipped) {

    /** Copies the lists. */
    public SplitPredictions {
        images = images instanceof StoredPredictions ? images : List.copyOf(images);
        skipped = List.copyOf(skipped);
    }

    /**
     * Runs a network over a split; the maps are those of the labelled class.
     *
     * @throws DataException if no image could be read
     * @throws TrainingException if the network's outputs contain NaN
     */
    public static SplitPredictions of(Recipe recipe, MapSource network, DataSplit split, Progress progress) {
        return of(recipe.data(), recipe.train().batch(), network, split, progress);
    }

    /**
     * The same with only the required settings.
     *
     * @param batch batch size
     */
    public static SplitPredictions of(
            Preprocessing preprocessing, int batch, MapSource network, DataSplit split, Progress progress) {
        return of(
                preprocessing,
                batch,
                split,
                progress,
                found -> network.extract(found.images(), found.labels()),
                network::mapSize);
    }

    /**
     * The same with a custom source of maps.
     *
     * @param maps computes scores and maps of the labelled classes of a batch
     * @param mapSize supplies rows and columns of these maps; called at the end
     */
    public static SplitPredictions of(
            Preprocessing preprocessing,
            int batch,
            DataSplit split,
            Progress progress,
            Function<Batch, List<ImageMaps>> maps,
            Supplier<ImageSize> mapSize) {
        StoredPredictions images = new StoredPredictions();
        try (ImageBatchLoader loader = ImageBatchLoader.evaluation(split, preprocessing, batch);
                BatchStream stream = loader.epoch(0, 0);
                Progress.Task task =
                        progress.start("maps of the " + split.name().id() + " split", split.size())) {
            Optional<Batch> next = stream.next();
            while (next.isPresent()) {
                List<ImageMaps> ofBatch = maps.apply(next.get());
                for (int i = 0; i < ofBatch.size(); i++) {
                    int index = next.get().indices()[i];
                    requireNumbers(ofBatch.get(i), split.imageId(index));
                    images.add(new ImagePrediction(index, ofBatch.get(i)));
                }
                task.step(ofBatch.size(), "");
                next = stream.next();
            }
            images.trim();
            DataSplit sized = new SizedSplit(split, preprocessing.reading().decoder());
            return new SplitPredictions(sized, mapSize.get(), images, loader.skipped());
        }
    }

    /**
     * The same; a range of a split may have no readable image, a whole split must.
     *
     * @throws DataException if no image could be read
     */
    public SplitPredictions requireAny() {
        if (images.isEmpty() && split.size() > 0) {
            throw new DataException("no image of the " + split.name().id()
                    + " split could be read; repair them and run the same command again, which does not train again");
        }
        return this;
    }

    /** A finite loss of the last step does not imply finite parameters after it, so the outputs are checked. */
    private static void requireNumbers(ImageMaps maps, String imageId) {
        for (float logit : maps.logits()) {
            if (!Float.isFinite(logit)) {
                throw new TrainingException("the trained network gives " + logit + " instead of a number for image "
                        + imageId + ": training diverged. A lower train.lr or a longer warm-up usually helps.");
            }
        }
    }

    /** Whether at least one image has a ground-truth box. */
    public boolean hasBoxes() {
        return IntStream.range(0, split.size()).anyMatch(i -> !split.boxes(i).isEmpty())
                && images.stream().anyMatch(image -> !split.boxes(image.index()).isEmpty());
    }

    /** Whether at least one image has a ground-truth mask. */
    public boolean hasMasks() {
        return IntStream.range(0, split.size()).anyMatch(i -> split.masks(i).isPresent())
                && images.stream().anyMatch(image -> split.masks(image.index()).isPresent());
    }

    /** Computes scores and maps for batches of images. */
    public interface MapSource {

        /**
         * Scores and maps of a batch.
         *
         * @param images shape (B, 3, H, W), owned by the caller
         * @param classes the requested class of each image
         * @return one entry per image, copies that belong to the caller
         */
        List<ImageMaps> extract(INDArray images, int[] classes);

        /** Rows and columns of the maps. */
        ImageSize mapSize();
    }

    /**
     * The network's prediction for one image of a split.
     *
     * @param index position in the split
     * @param maps class scores, and the maps of the labelled class
     */
    public record ImagePrediction(int index, ImageMaps maps) {}
}
