package org.wsol.data.batch;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.data.DataSplit;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.Reading.OnError;
import org.wsol.data.transform.ColourJitter;
import org.wsol.data.transform.GeometrySampler;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.data.BatchLoader.BatchStream;

/**
 * Decodes and transforms the images of a split on several threads, a bounded number of batches ahead, into reusable
 * off-heap buffers.
 *
 * <p>Every image of every epoch has its own random stream, named by seed, epoch and position in the split. Runs are
 * therefore reproducible with any number of threads, and a resumed run gets the same images as an uninterrupted one.
 */
public final class ImageBatchLoader implements BatchLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ImageBatchLoader.class);
    private final DataSplit split;
    private final int batchSize;
    private final long seed;
    private final boolean shuffles;
    private final Reading reading;
    private final TensorMaker maker;
    private final PixelCache cache;
    private final BufferPool buffers;
    private final ExecutorService workers;
    private final ThreadLocal<float[]> planes;
    private final Map<Integer, SkippedImage> skipped = new ConcurrentSkipListMap<>();

    private ImageBatchLoader(DataSplit split, Preprocessing settings, int batchSize, long seed, boolean training) {
        if (batchSize < 1) {
            throw new InvalidInputException("the batch size must be at least 1, was " + batchSize);
        }
        Objects.requireNonNull(split, "split");
        this.split = split;
        this.reading = settings.reading();
        Transformation transformation = settings.transformation();
        this.batchSize = batchSize;
        this.seed = seed;
        this.shuffles = training;
        GeometrySampler geometry = training ? transformation.trainingGeometry() : transformation.evaluationGeometry();
        ColourJitter jitter = training ? transformation.colourJitter() : new ColourJitter(0, 0, 0, 0);
        this.cache = openCache(reading, geometry);
        this.maker = new TensorMaker(reading.decoder(), geometry, jitter, transformation.normalization(), cache);
        ImageSize size = geometry.targetSize();
        this.buffers = new BufferPool(size);
        this.planes = ThreadLocal.withInitial(() -> new float[Math.toIntExact(3 * size.area())]);
        this.workers = Executors.newFixedThreadPool(reading.threads(), DecodingThread::new);
    }

    /**
     * Batches for training: shuffled and augmented anew in each epoch.
     *
     * @param seed determines order and augmentation together with the epoch
     */
    public static ImageBatchLoader training(DataSplit split, Preprocessing settings, int batchSize, long seed) {
        return new ImageBatchLoader(split, settings, batchSize, seed, true);
    }

    /** Batches for evaluation: in the order of the split, resized only. */
    public static ImageBatchLoader evaluation(DataSplit split, Preprocessing settings, int batchSize) {
        return new ImageBatchLoader(split, settings, batchSize, 0, false);
    }

    private static PixelCache openCache(Reading reading, GeometrySampler geometry) {
        return reading.cache()
                .flatMap(folder -> geometry.fixedResize()
                        .<PixelCache>map(size ->
                                DiskPixelCache.open(folder, size, reading.exifOrientation() ? "upright" : "stored")))
                .orElse(PixelCache.NONE);
    }

    @Override
    public DataSplit split() {
        return split;
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return (split.size() + batchSize - 1) / batchSize;
    }

    @Override
    public BatchStream epoch(int epoch, int firstBatch) {
        return shard(epoch, firstBatch, 0, 1);
    }

    @Override
    public BatchStream shard(int epoch, int firstBatch, int shard, int shards) {
        if (firstBatch < 0 || shards < 1 || shard < 0 || shard >= shards) {
            throw new IllegalArgumentException(
                    "there is no shard " + shard + " of " + shards + " from batch " + firstBatch);
        }
        int[] order = shuffles
                ? SplitMix64.named(seed, "shuffle/epoch/" + epoch).permutation(split.size())
                : IntStream.range(0, split.size()).toArray();
        return new ImageBatchStream(this, epoch, new BatchCuts(order, batchSize, shard, shards), firstBatch);
    }

    /** The images skipped so far because they could not be read, each once, by position. */
    public List<SkippedImage> skipped() {
        return List.copyOf(skipped.values());
    }

    boolean skipsUnreadable() {
        return reading.onError() == OnError.SKIP;
    }

    void skip(SkippedImage image) {
        if (skipped.put(image.index(), image) == null) {
            LOG.info("{}: {} is skipped: {}", split.name().id(), split.imageId(image.index()), image.reason());
        }
    }

    int prefetch() {
        return reading.prefetch();
    }

    void recycle(BatchBuffer buffer) {
        buffers.giveBack(buffer);
    }

    /**
     * Submits all images of a batch to the workers.
     *
     * @param most maximum number of images in a batch of this pass
     */
    PendingBatch start(int[] indices, int most, int epoch) {
        if (workers.isShutdown()) {
            throw new IllegalStateException("this loader was closed");
        }
        PendingBatch batch = new PendingBatch(indices, buffers.take(most));
        for (int row = 0; row < indices.length; row++) {
            int ownRow = row;
            workers.execute(() -> batch.work(ownRow, () -> decode(batch, ownRow, epoch)));
        }
        return batch;
    }

    private void decode(PendingBatch batch, int row, int epoch) {
        int index = batch.indices()[row];
        SplitMix64 random = SplitMix64.named(seed, "augment/epoch/" + epoch + "/image/" + index);
        float[] into = planes.get();
        maker.make(split.imagePath(index), random, into);
        batch.buffer().writeRow(row, into);
    }

    /** Ends the decoding threads and frees the buffers; close open streams first. */
    @Override
    public void close() {
        workers.shutdown();
        buffers.close();
        cache.close();
        if (!skipped.isEmpty()) {
            LOG.warn(
                    "{}: {} of {} images cannot be read and were skipped; the log lists them, 'wsol data check' too",
                    split.name().id(),
                    skipped.size(),
                    split.size());
        }
    }

    /** A thread that does not keep the program alive. */
    private static final class DecodingThread extends Thread {
        DecodingThread(Runnable work) {
            super(work, "wsol-decode");
            setDaemon(true);
        }
    }

    /**
     * An image that was skipped because it could not be read.
     *
     * @param index its position in the split
     * @param reason the reason, naming the file
     */
    public record SkippedImage(int index, String reason) {}
}
