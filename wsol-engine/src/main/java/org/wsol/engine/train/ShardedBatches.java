package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.exchange.Sums;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * Every step consists of the shards of a batch. Each shard is computed separately, with its own random numbers and
 * statistics. Results are added in pairs: first for the shards of this process, then by the exchange for all workers.
 * The order of all sums therefore depends only on the number of shards.
 */
final class ShardedBatches extends ShardBatches {
    private final Sharding sharding;
    private final List<Sums> levels = new ArrayList<>();
    private Optional<TrainingStep> current = Optional.empty();
    private Optional<GradientShare> share = Optional.empty();

    ShardedBatches(BatchLoader loader, ShardImages shards, Sharding sharding) {
        super(loader, shards);
        this.sharding = sharding;
    }

    @Override
    public List<StepResult> run(TrainingStep graph, long step, Optimizer optimizer) {
        GradientShare shares = sharesOf(graph);
        Sums sum = sum(graph, step, 0, shards.count(), 0);
        sharding.exchange().sum(sum);
        GraphResult means = shares.unpack(sum);
        StepResult result = shares.measured(sum);
        requireNumbers(shards.indices(), step, result);
        if (result.images() > 0) {
            graph.applyMeans(means, result, step, optimizer);
        }
        return List.of(result);
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

    /** The sum over a power of two of shards: the sum of the first half plus the sum of the second half. */
    private Sums sum(TrainingStep graph, long step, int first, int count, int level) {
        if (count == 1) {
            return share(graph, step, first, level);
        }
        int half = count / 2;
        Sums sum = sum(graph, step, first, half, level);
        sum.add(sum(graph, step, first + half, half, level + 1));
        return sum;
    }

    private Sums share(TrainingStep graph, long step, int shard, int level) {
        GradientShare shares = share.orElseThrow();
        while (levels.size() <= level) {
            levels.add(shares.nothing());
        }
        Sums into = levels.get(level);
        Optional<Batch> batch = shards.of(shard);
        if (batch.isEmpty()) {
            into.clear();
        } else {
            GraphResult result = graph.evaluate(batch.get(), step, shards.draws(shard));
            shares.put(result, graph.measure(result, batch.get()), into);
        }
        return into;
    }

    @Override
    public void close() {
        super.close();
        share.ifPresent(GradientShare::close);
    }
}
