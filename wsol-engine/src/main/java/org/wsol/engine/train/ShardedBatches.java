package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.data.BatchLoader.BatchStream;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * Every step consists of the shards of a batch. Each shard is computed separately, with its own random numbers and
 * statistics. Results are added in pairs: first for the shards of this process, then by the exchange for all workers.
 * The order of all sums therefore depends only on the number of shards.
 */
final class ShardedBatches implements StepBatches {
    private final BatchLoader loader;
    private final Sharding sharding;
    private final List<Part> parts = new ArrayList<>();
    private final List<GradientShare.Sums> levels = new ArrayList<>();
    private int position;
    private Optional<TrainingStep> current = Optional.empty();
    private Optional<GradientShare> share = Optional.empty();

    /** The images of one shard. */
    private static final class Part implements AutoCloseable {
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

        @Override
        public void close() {
            stream.close();
        }
    }

    ShardedBatches(BatchLoader loader, int epoch, int position, TrainingSetup setup, Sharding sharding) {
        this.loader = loader;
        this.sharding = sharding;
        this.position = position - 1;
        for (int i = 0; i < sharding.count(); i++) {
            int shard = sharding.first() + i;
            parts.add(
                    new Part(loader.shard(epoch, position, shard, sharding.shards()), StepDraws.ofShard(setup, shard)));
        }
    }

    @Override
    public boolean next() {
        parts.forEach(part -> part.use(position));
        position++;
        return position < loader.batchesPerEpoch();
    }

    @Override
    public int position() {
        return position;
    }

    @Override
    public StepResult run(TrainingStep graph, long step, Optimizer optimizer) {
        GradientShare shares = sharesOf(graph);
        GradientShare.Sums sum = sum(graph, step, 0, parts.size(), 0);
        sharding.exchange().sum(sum.values(), sum.numbers());
        GraphResult means = shares.unpack(sum);
        StepResult result = shares.measured(sum);
        StepBatches.requireNumbers(loader, batches(), step, result);
        if (result.images() > 0) {
            graph.applyMeans(means, result, step, optimizer);
        }
        return result;
    }

    private GradientShare sharesOf(TrainingStep graph) {
        if (current.isEmpty() || current.get() != graph) {
            share.ifPresent(GradientShare::close);
            levels.clear();
            share = Optional.of(graph.share());
            current = Optional.of(graph);
        }
        return share.orElseThrow();
    }

    /** The sum over a power of two of parts: the sum of the first half plus the sum of the second half. */
    private GradientShare.Sums sum(TrainingStep graph, long step, int first, int count, int level) {
        if (count == 1) {
            return share(graph, step, parts.get(first), level);
        }
        int half = count / 2;
        GradientShare.Sums sum = sum(graph, step, first, half, level);
        sum.add(sum(graph, step, first + half, half, level + 1));
        return sum;
    }

    private GradientShare.Sums share(TrainingStep graph, long step, Part part, int level) {
        GradientShare shares = share.orElseThrow();
        while (levels.size() <= level) {
            levels.add(shares.nothing());
        }
        GradientShare.Sums into = levels.get(level);
        Optional<Batch> batch = part.at(position);
        if (batch.isEmpty()) {
            into.clear();
        } else {
            GraphResult result = graph.evaluate(batch.get(), step, part.draws);
            shares.put(result, graph.measure(result, batch.get()), into);
        }
        return into;
    }

    private List<Batch> batches() {
        return parts.stream()
                .map(part -> part.at(position))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Batch> first() {
        return batches().stream().findFirst();
    }

    @Override
    public long waitNanos() {
        return parts.stream().mapToLong(part -> part.stream.waitNanos()).sum();
    }

    @Override
    public void close() {
        parts.forEach(Part::close);
        share.ifPresent(GradientShare::close);
    }
}
