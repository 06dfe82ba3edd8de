package org.wsol.serve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.maps.MapSpec;
import org.wsol.pipeline.BatchedLocalizer.MapPrediction;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.PreparedImage;

/**
 * The processing of images in the service: decoding in a pool, inference in the network thread, boxes in the pool
 * again. Maps of other methods are computed in a separate thread, whose passes through the network alternate with the
 * batches.
 */
final class Localizing implements AutoCloseable {
    /** The maximum share of the queue (1/n) for requests of other maps waiting for their thread. */
    private static final int SHARE_OF_MAPS = 4;

    private final ModelShelf shelf;
    private final Batcher batcher;
    private final ThreadPoolExecutor decoding;
    private final ThreadPoolExecutor finishing;
    private final ThreadPoolExecutor mapping;

    /**
     * An image with its prediction.
     *
     * @param raw the map of each class by another method; empty for the model's own maps
     */
    record Found(String name, RgbImage photo, Prediction prediction, List<ScoreMap> raw) {}

    /** An image as received. */
    record Sent(String name, byte[] content) {}

    Localizing(ModelShelf shelf, Batcher batcher, int queue) {
        this.shelf = shelf;
        this.batcher = batcher;
        int cores = Runtime.getRuntime().availableProcessors();
        this.decoding = pool("wsol-decoding", cores, queue);
        // Its queue is unbounded, but every image in it has passed the bounded queue of the network.
        this.finishing = pool("wsol-boxes", cores, Integer.MAX_VALUE);
        this.mapping = pool("wsol-maps", 1, Math.max(1, queue / SHARE_OF_MAPS));
    }

    private static ThreadPoolExecutor pool(String name, int threads, int queue) {
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                queue == Integer.MAX_VALUE
                        ? new java.util.concurrent.LinkedBlockingQueue<>()
                        : new ArrayBlockingQueue<>(queue),
                work -> new Thread(work, name));
    }

    /** Creates the answers from the results. */
    Executor finishing() {
        return finishing;
    }

    /** The number of requests waiting for maps of other methods. */
    int waitingForMaps() {
        return mapping.getQueue().size();
    }

    /**
     * Localizes images together; fails as a whole if one cannot be read.
     *
     * @param map the method whose map is used; by default the model's own
     */
    CompletableFuture<List<Found>> localize(
            Optional<String> modelName,
            Optional<String> map,
            List<Sent> images,
            LocalizationOptions options,
            RequestLife life) {
        ServedModel model = shelf.enter(modelName);
        CompletableFuture<List<Found>> found;
        try {
            Optional<MapSpec> method = map.map(model::map);
            found = decoded(model, images)
                    .thenCompose(photos -> method.isPresent()
                            ? mapped(model, method.get(), photos, options, life)
                            : batched(model, photos, options, life));
        } catch (RuntimeException e) {
            found = CompletableFuture.failedFuture(e);
        }
        return found.whenComplete((done, failure) -> model.leave());
    }

    private CompletableFuture<List<Found>> batched(
            ServedModel model, List<Decoded> photos, LocalizationOptions options, RequestLife life) {
        List<PreparedImage> prepared = photos.stream().map(Decoded::prepared).toList();
        return finished(photos, batcher.submit(model, prepared, options, life));
    }

    private CompletableFuture<List<Found>> mapped(
            ServedModel model, MapSpec map, List<Decoded> photos, LocalizationOptions options, RequestLife life) {
        Runnable inTime = () -> {
            if (life.isOver()) {
                throw HttpProblem.later(
                        504,
                        "map '" + map
                                + "' was not ready in time; request fewer images and classes, or a map of fewer"
                                + " passes");
            }
        };
        try {
            return CompletableFuture.supplyAsync(
                    () -> photos.stream()
                            .map(photo -> {
                                MapPrediction found =
                                        model.localizer().localize(photo.prepared(), map, options, inTime);
                                return new Found(photo.name(), photo.photo(), found.prediction(), found.raw());
                            })
                            .toList(),
                    mapping);
        } catch (RejectedExecutionException e) {
            throw HttpProblem.later(503, "too many requests are waiting for maps of other methods; try again");
        }
    }

    private record Decoded(String name, RgbImage photo, PreparedImage prepared) {}

    private CompletableFuture<List<Decoded>> decoded(ServedModel model, List<Sent> images) {
        try {
            return CompletableFuture.supplyAsync(
                    () -> images.stream()
                            .map(image -> {
                                RgbImage photo = Photos.decode(model.model(), image.name(), image.content());
                                return new Decoded(
                                        image.name(), photo, model.localizer().prepare(photo));
                            })
                            .toList(),
                    decoding);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    HttpProblem.later(503, "too many images are waiting to be decoded; try again"));
        }
    }

    private CompletableFuture<List<Found>> finished(
            List<Decoded> photos, List<CompletableFuture<Supplier<Prediction>>> results) {
        List<CompletableFuture<Found>> found = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            Decoded photo = photos.get(i);
            found.add(results.get(i)
                    .thenApplyAsync(
                            boxes -> new Found(photo.name(), photo.photo(), boxes.get(), List.of()), finishing));
        }
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(done -> found.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        decoding.shutdown();
        finishing.shutdown();
        mapping.shutdown();
    }
}
