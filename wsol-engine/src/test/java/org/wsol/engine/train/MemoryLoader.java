package org.wsol.engine.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.data.DataSplit;
import org.wsol.core.data.SplitName;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;

/** Batches from memory, in the same order in every epoch. */
final class MemoryLoader implements BatchLoader {
    private final ImageSize size;
    private final float[][] images;
    private final int batchSize;

    /**
     * @param images pixels of shape (3, H, W); an empty array is an unreadable image
     */
    MemoryLoader(ImageSize size, int batchSize, float[]... images) {
        this.size = size;
        this.images = images;
        this.batchSize = batchSize;
    }

    /** The images of one shard only; every batch must be full. */
    MemoryLoader half(int shard) {
        int part = batchSize / 2;
        float[][] chosen = IntStream.range(0, images.length)
                .filter(i -> i % batchSize / part == shard)
                .mapToObj(i -> images[i])
                .toArray(float[][]::new);
        return new MemoryLoader(size, part, chosen);
    }

    @Override
    public DataSplit split() {
        return new Names();
    }

    @Override
    public int batchSize() {
        return batchSize;
    }

    @Override
    public int batchesPerEpoch() {
        return (images.length + batchSize - 1) / batchSize;
    }

    @Override
    public BatchStream epoch(int epoch, int firstBatch) {
        return shard(epoch, firstBatch, 0, 1);
    }

    @Override
    public BatchStream shard(int epoch, int firstBatch, int shard, int shards) {
        return new BatchStream() {
            private int position = firstBatch - 1;

            @Override
            public Optional<Batch> next() {
                while (++position < batchesPerEpoch()) {
                    int start = position * batchSize;
                    int count = Math.min(batchSize, images.length - start);
                    int[] readable = IntStream.range(
                                    start + count * shard / shards, start + count * (shard + 1) / shards)
                            .filter(i -> images[i].length > 0)
                            .toArray();
                    if (readable.length > 0) {
                        return Optional.of(batch(readable));
                    }
                }
                return Optional.empty();
            }

            @Override
            public int position() {
                return position;
            }

            @Override
            public long waitNanos() {
                return 0;
            }

            @Override
            public void close() {
                // batches are left to the garbage collector
            }
        };
    }

    private Batch batch(int[] indices) {
        float[][] rows = Arrays.stream(indices).mapToObj(i -> images[i]).toArray(float[][]::new);
        int[] labels = Arrays.stream(indices).map(i -> images[i][0] > 0 ? 1 : 0).toArray();
        return new Batch(
                Nd4j.create(rows).reshape('c', indices.length, 3, size.height(), size.width()), labels, indices);
    }

    @Override
    public void close() {
        // no resources
    }

    private record Names() implements DataSplit {
        @Override
        public SplitName name() {
            return SplitName.TRAIN;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public String imageId(int index) {
            return "image " + index;
        }

        @Override
        public Path imagePath(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int label(int index) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ImageSize> imageSize(int index) {
            return Optional.empty();
        }

        @Override
        public List<Box> boxes(int index) {
            return List.of();
        }

        @Override
        public Optional<MaskFiles> masks(int index) {
            return Optional.empty();
        }
    }
}
