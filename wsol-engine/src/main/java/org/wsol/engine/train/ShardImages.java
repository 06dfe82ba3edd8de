package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.data.BatchLoader.BatchStream;

/** The images and random numbers of this process's shards, at one position of an epoch. */
final class ShardImages implements AutoCloseable {
    private final int positions;
    private final List<Part> parts = new ArrayList<>();
    private int position;

    /** The images of one shard. */
    private static final class Part {
        private final BatchStream stream;
        private final StepDraws draws;
        private Optional<Batch> batch = Optional.empty();
        private boolean used = true;

        Part(BatchStream stream, StepDraws draws) {
            this.stream = stream;
            this.draws = draws;
        }

        /** Positions without a readable image are skipped by the stream. */
        Optional<Batch> at(int position) {
            if (used) {
                batch = stream.next();
                used = false;
            }
            if (batch.isEmpty() || stream.position() != position) {
                return Optional.empty();
            }
            return batch;
        }

        void use(int position) {
            used = used || (batch.isPresent() && stream.position() == position);
        }
    }

    /**
     * @param position the position in the epoch before which {@link #next} moves
     */
    ShardImages(BatchLoader loader, int epoch, int position, TrainingSetup setup, Sharding sharding) {
        this.positions = loader.batchesPerEpoch();
        this.position = position - 1;
        for (int i = 0; i < sharding.count(); i++) {
            int shard = sharding.first() + i;
            parts.add(
                    new Part(loader.shard(epoch, position, shard, sharding.shards()), StepDraws.ofShard(setup, shard)));
        }
    }

    /** Moves to the next position; returns false after the last one. */
    boolean next() {
        parts.forEach(part -> part.use(position));
        position++;
        return position < positions;
    }

    int position() {
        return position;
    }

    /** The number of shards of this process. */
    int count() {
        return parts.size();
    }

    /** The images of a shard of this process, counted from 0; empty if none is readable. */
    Optional<Batch> of(int shard) {
        return parts.get(shard).at(position);
    }

    /** The random numbers of a shard of this process. */
    StepDraws draws(int shard) {
        return parts.get(shard).draws;
    }

    /** The images of all shards of this process that have some. */
    List<Batch> present() {
        return parts.stream()
                .map(part -> part.at(position))
                .flatMap(Optional::stream)
                .toList();
    }

    /** The positions of these images in the loader's split, by shard. */
    List<int[]> indices() {
        return present().stream().map(Batch::indices).toList();
    }

    /** The time this process has waited for images so far. */
    long waitNanos() {
        return parts.stream().mapToLong(part -> part.stream.waitNanos()).sum();
    }

    @Override
    public void close() {
        parts.forEach(part -> part.stream.close());
    }
}
