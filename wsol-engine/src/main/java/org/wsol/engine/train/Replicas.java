package org.wsol.engine.train;

import java.util.List;
import java.util.stream.IntStream;
import org.wsol.engine.exchange.Sums;
import org.wsol.engine.graph.ParameterStore;

/**
 * The replicas of this process's shards. The graph and the optimizer see one replica at a time; a process with a single
 * shard never swaps. After an exchange, all replicas of all workers are bit-identical.
 */
final class Replicas {
    private final Sharding sharding;
    private final List<Replica> all;

    /** Starts with equal replicas: copies of the current parameters and optimizer state. */
    Replicas(ParameterStore parameters, Optimizer optimizer, Sharding sharding) {
        this.sharding = sharding;
        this.all = IntStream.range(0, sharding.count())
                .mapToObj(i -> new Replica(parameters, optimizer))
                .toList();
        if (swaps()) {
            all.forEach(Replica::take);
        }
    }

    private boolean swaps() {
        return all.size() > 1;
    }

    /** Trains one replica. */
    void use(int shard, Runnable step) {
        if (swaps()) {
            all.get(shard).give();
        }
        step.run();
        if (swaps()) {
            all.get(shard).take();
        }
    }

    /**
     * Replaces all replicas, and what graph and optimizer see, with their mean over all workers: the sum of the
     * pairwise tree, divided by the number of shards.
     *
     * @param numbers equally long arrays for each replica, which are changed
     * @return the sums of the numbers over all workers
     */
    double[] average(List<double[]> numbers) {
        Replica first = all.get(0);
        if (!swaps()) {
            first.take();
        }
        all.forEach(first::requireSameState);
        Sums sum = sum(numbers, 0, all.size());
        sharding.exchange().sum(sum);
        float share = 1f / sharding.shards(); // exact: a power of two
        for (int i = 0; i < sum.values().length; i++) {
            sum.values()[i] *= share;
        }
        first.give();
        all.subList(1, all.size()).forEach(replica -> replica.copy(first));
        return sum.numbers();
    }

    /** The sum over a power of two of replicas, in the arrays of the first. */
    private Sums sum(List<double[]> numbers, int first, int count) {
        if (count == 1) {
            return new Sums(all.get(first).values(), numbers.get(first));
        }
        Sums sum = sum(numbers, first, count / 2);
        sum.add(sum(numbers, first + count / 2, count / 2));
        return sum;
    }
}
