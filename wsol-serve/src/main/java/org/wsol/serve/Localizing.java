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
import org.wsol.data.image.RgbImage;
import org.wsol.pipeline.LocalizationOptions;
import org.wsol.pipeline.Prediction;
import org.wsol.pipeline.PreparedImage;

/** The path of images through the service: decoded in a pool, run by the one network thread, boxes cut in the pool again. */
final class Localizing implements AutoCloseable {
    private final ModelShelf shelf;
    private final Batcher batcher;
    private final ThreadPoolExecutor decoding;
    private final ThreadPoolExecutor finishing;

    /** An image with what was found in it. */
    record Found(String name, RgbImage photo, Prediction prediction) {}

    /** An image as it was sent. */
    record Sent(String name, byte[] content) {}

    Localizing(ModelShelf shelf, Batcher batcher, int queue) {
        this.shelf = shelf;
        this.batcher = batcher;
        int cores = Runtime.getRuntime().availableProcessors();
        this.decoding = pool("wsol-decoding", cores, queue);
        // Every image in it has been through the queue, which is bounded.
        this.finishing = pool("wsol-boxes", cores, Integer.MAX_VALUE);
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

    /** Localizes images together; fails as a whole where one cannot be read. */
    CompletableFuture<List<Found>> localize(
            Optional<String> modelName, List<Sent> images, LocalizationOptions options, RequestLife life) {
        ServedModel model = shelf.enter(modelName);
        CompletableFuture<List<Found>> found = decoded(model, images).thenCompose(photos -> {
            List<PreparedImage> prepared =
                    photos.stream().map(Decoded::prepared).toList();
            return finished(photos, batcher.submit(model, prepared, options, life));
        });
        return found.whenComplete((done, failure) -> model.leave());
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
                    HttpProblem.later(503, "too many images wait to be decoded; try again"));
        }
    }

    private CompletableFuture<List<Found>> finished(
            List<Decoded> photos, List<CompletableFuture<Supplier<Prediction>>> results) {
        List<CompletableFuture<Found>> found = new ArrayList<>();
        for (int i = 0; i < photos.size(); i++) {
            Decoded photo = photos.get(i);
            found.add(results.get(i)
                    .thenApplyAsync(boxes -> new Found(photo.name(), photo.photo(), boxes.get()), finishing));
        }
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(done -> found.stream().map(CompletableFuture::join).toList());
    }

    @Override
    public void close() {
        decoding.shutdown();
        finishing.shutdown();
    }
}
