package org.wsol.pipeline;

import java.util.Map;
import java.util.Optional;
import org.wsol.engine.exchange.GradientExchange;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer;
import org.wsol.pipeline.internal.Checkpoint;
import org.wsol.pipeline.internal.CheckpointFolder;

/**
 * Where a training begins: its last checkpoint, or nothing.
 *
 * @param steps optimizer steps that were done before
 * @param notes texts that were kept with the checkpoint
 */
record StartingPoint(long steps, Map<String, String> notes) {
    /** The note of a checkpoint that needs no more training. */
    static final String COMPLETE = "complete";

    /** Loads it, once the first worker has the folder for itself; all workers have the same then. */
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
        double[] sum = {(double) steps};
        exchange.sum(new float[0], sum);
        if (exchange.any(sum[0] != (double) steps * exchange.workers())) {
            throw new IllegalStateException("worker " + exchange.rank() + " would begin after step " + steps
                    + ", and others elsewhere: their checkpoint folders differ");
        }
    }

    boolean complete() {
        return notes.containsKey(COMPLETE);
    }
}
