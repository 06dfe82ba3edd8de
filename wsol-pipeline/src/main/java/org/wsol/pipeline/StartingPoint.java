package org.wsol.pipeline;

import java.util.Map;
import java.util.Optional;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.exchange.Sums;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.CheckpointFolder;

/**
 * The starting point of a training: its last checkpoint, or none.
 *
 * @param steps optimizer steps done before
 * @param notes notes stored with the checkpoint
 */
record StartingPoint(long steps, Map<String, String> notes) {
    /** The note of a checkpoint of a finished training. */
    static final String COMPLETE = "complete";

    /** Loads it after the first worker has locked the folder; all workers then have the same state. */
    static StartingPoint meet(
            GradientExchange exchange, CheckpointFolder folder, ParameterStore parameters, Optimizer optimizer) {
        exchange.any(false);
        Optional<Checkpoint> from = folder.last().newestWhole();
        long steps =
                from.map(checkpoint -> checkpoint.load(parameters, optimizer)).orElse(0L);
        requireSame(exchange, steps);
        return new StartingPoint(steps, from.map(Checkpoint::notes).orElse(Map.of()));
    }

    private static void requireSame(GradientExchange exchange, long steps) {
        Sums sum = Sums.of((double) steps);
        exchange.sum(sum);
        if (exchange.any(sum.numbers()[0] != (double) steps * exchange.workers())) {
            throw new IllegalStateException("worker " + exchange.rank() + " would begin after step " + steps
                    + ", and others elsewhere: their checkpoint folders differ");
        }
    }

    boolean complete() {
        return notes.containsKey(COMPLETE);
    }
}
