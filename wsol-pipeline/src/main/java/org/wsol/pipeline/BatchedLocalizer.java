package org.wsol.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.evaluation.BoxScoring;

/**
 * Localizes images of several callers together. The work has three phases, which a service can run on different
 * threads: {@link #prepare} (any thread), {@link #run} (the network, one call at a time) and the suppliers it returns,
 * which compute the boxes (any thread). Batches are padded to 1, 2, 4, 8, ... images to keep the number of plans small.
 */
public final class BatchedLocalizer {
    private final TrainedModel model;

    /** Creates a localizer; the model still belongs to the caller. */
    public BatchedLocalizer(TrainedModel model) {
        this.model = model;
    }

    /** Resizes and normalises an image. */
    public PreparedImage prepare(RgbImage image) {
        return new PreparedImage(image.size(), model.input().planes(image));
    }

    /** Creates the plans for batches of up to the given number of images, and for single images of a named class. */
    public void warmUp(int largest) {
        ImageSize size = model.input().preprocessing().transformation().evaluationInputSize();
        PreparedImage black = new PreparedImage(size, new float[Math.toIntExact(3 * size.area())]);
        for (int count = 1; count <= largest; count *= 2) {
            try (INDArray tensor = tensor(java.util.Collections.nCopies(count, black))) {
                model.network().predicted(tensor);
            }
        }
        try (INDArray tensor = tensor(List.of(black))) {
            model.network().extract(tensor, new int[] {0});
        }
    }

    /**
     * The methods for other maps that work with the model, fastest first. Each is tried once; its memory is freed
     * afterwards.
     */
    public List<OfferedMap> maps() {
        return model.network().inTurn(network -> network.explainedApart(MapOffers::of));
    }

    /**
     * Localizes an image with the map of another method, computed as in {@link TrainedModel#explain}. Batches of other
     * threads run between its passes through the network. The result for the same image is bit-identical.
     *
     * @param options the options for the image
     * @param beforePass runs before every pass and ends the work by throwing
     * @throws org.wsol.core.InvalidInputException if the model does not have the named class or cannot compute the map
     */
    public MapPrediction localize(PreparedImage image, MapSpec map, LocalizationOptions options, Runnable beforePass) {
        return model.network().explainedInPasses(beforePass, explained -> {
            try (INDArray tensor = tensor(List.of(image))) {
                return new MapLocalizer(model, explained, map, options).localize(tensor, image.original());
            }
        });
    }

    /**
     * Runs the network over images.
     *
     * @param options the options for each image
     * @return suppliers that compute the boxes of each image; an entry throws {@link
     *     org.wsol.core.InvalidInputException} if the model does not have the named class
     */
    public List<Supplier<Prediction>> run(List<PreparedImage> images, List<LocalizationOptions> options) {
        List<ImageMaps> likeliest;
        try (INDArray tensor = tensor(images)) {
            likeliest = model.network().predicted(tensor);
        }
        ImageSize mapSize = model.network().mapSize();
        List<Supplier<Prediction>> results = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            results.add(finishing(images.get(i), options.get(i), likeliest.get(i), mapSize));
        }
        return results;
    }

    private Supplier<Prediction> finishing(
            PreparedImage image, LocalizationOptions options, ImageMaps likeliest, ImageSize mapSize) {
        BatchLocalizer localizer = new BatchLocalizer(model.card(), model.network(), model.use(), options);
        Optional<Integer> named;
        try {
            named = options.className().map(localizer::label);
        } catch (org.wsol.core.InvalidInputException e) {
            return () -> {
                throw e;
            };
        }
        List<ImageMaps> maps = new ArrayList<>();
        maps.add(named.isPresent() ? single(image, named.get()) : likeliest);
        int wanted = Math.min(
                named.isPresent() ? 1 : options.topClasses(), model.classNames().size());
        for (int rank = 1; rank < wanted; rank++) {
            maps.add(single(image, BatchLocalizer.order(likeliest).get(rank)));
        }
        return () -> localizer.prediction(
                image.original(), mapSize, maps, named, BoxScoring.preparation(model.use(), image.planes()));
    }

    private ImageMaps single(PreparedImage image, int label) {
        try (INDArray tensor = tensor(List.of(image))) {
            return model.network().extract(tensor, new int[] {label}).get(0);
        }
    }

    /** The images as one batch, with the last one repeated up to a power of two. */
    private INDArray tensor(List<PreparedImage> images) {
        int count = Integer.highestOneBit(2 * images.size() - 1);
        ImageSize size = model.input().preprocessing().transformation().evaluationInputSize();
        int length = Math.toIntExact(3 * size.area());
        float[] planes = new float[Math.multiplyExact(count, length)];
        for (int i = 0; i < count; i++) {
            float[] own = images.get(Math.min(i, images.size() - 1)).planes();
            System.arraycopy(own, 0, planes, i * length, length);
        }
        return Nd4j.create(planes, new long[] {count, 3, size.height(), size.width()}, 'c');
    }

    /**
     * A model's prediction for an image with the map of another method.
     *
     * @param prediction classes, boxes and the final maps they were computed from
     * @param raw the raw map of each class: at the size of its stage, with any sign and range
     */
    public record MapPrediction(Prediction prediction, List<ScoreMap> raw) {

        /** Copies the list. */
        public MapPrediction {
            raw = List.copyOf(raw);
        }
    }

    /**
     * A method whose maps a model can compute.
     *
     * @param map the method
     * @param summary one sentence that begins with its name
     * @param passes number of images passed through the network or a part of it, forward or backward, for the map of one
     *     class
     */
    public record OfferedMap(MapSpec map, String summary, int passes) {}
}
