package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/**
 * Local SGD: every shard trains its own replica on its part of each batch, and replicas are averaged at exchange points.
 * A shard without readable images leaves its replica unchanged in that step. Measurements are exchanged together with
 * the replicas.
 */
final class ReplicaBatches extends ShardBatches {
    private final ExchangePoints points;
    private final ParameterStore parameters;
    private final Sharding sharding;
    private final List<LocalStep> local = new ArrayList<>();
    private Optional<Replicas> replicas = Optional.empty();

    /** A step since the last exchange: the measurements of this process's shards, and their images. */
    private record LocalStep(long step, StepNumbers numbers, List<double[]> measured, List<int[]> images) {}

    ReplicaBatches(
            BatchLoader loader, ShardImages shards, ParameterStore parameters, Sharding sharding, RunLength length) {
        super(loader, shards);
        this.parameters = parameters;
        this.sharding = sharding;
        this.points = new ExchangePoints(sharding.every(), length);
    }

    @Override
    public List<StepResult> run(TrainingStep graph, long step, Optimizer optimizer) {
        Replicas swapped = replicas.orElseGet(() -> new Replicas(parameters, optimizer, sharding));
        replicas = Optional.of(swapped);
        List<double[]> measured = new ArrayList<>();
        for (int i = 0; i < shards.count(); i++) {
            int shard = i;
            double[] numbers = new double[graph.numbers().length()];
            swapped.use(shard, () -> train(shard, graph, step, optimizer, numbers));
            measured.add(numbers);
        }
        local.add(new LocalStep(step, graph.numbers(), measured, shards.indices()));
        return points.contains(step + 1) ? exchange(swapped) : List.of();
    }

    /** A loss that is not finite is only recorded, so that all workers fail together at the next exchange. */
    private void train(int shard, TrainingStep graph, long step, Optimizer optimizer, double[] numbers) {
        graph.prepare(optimizer);
        shards.of(shard).ifPresent(batch -> {
            GraphResult result = graph.evaluate(batch, step, shards.draws(shard));
            StepResult measured = graph.measure(result, batch);
            graph.numbers().put(measured, numbers);
            if (StepBatches.notFinite(measured).isEmpty()) {
                graph.apply(result, measured, batch, step, optimizer);
            }
        });
    }

    private List<StepResult> exchange(Replicas swapped) {
        double[] sums = swapped.average(
                IntStream.range(0, shards.count()).mapToObj(this::numbers).toList());
        List<StepResult> results = new ArrayList<>();
        int start = 0;
        for (LocalStep done : local) {
            StepResult result = done.numbers().means(sums, start);
            requireNumbers(done.images(), done.step(), result);
            results.add(result);
            start += done.numbers().length();
        }
        local.clear();
        return results;
    }

    /** The measurements of a shard since the last exchange, one step after the other. */
    private double[] numbers(int shard) {
        return local.stream()
                .map(done -> done.measured().get(shard))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }
}
