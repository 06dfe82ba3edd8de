package org.wsol.engine.train;

import java.util.List;
import java.util.Optional;
import org.wsol.engine.data.Batch;
import org.wsol.engine.data.BatchLoader;
import org.wsol.engine.data.BatchLoader.BatchStream;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.train.StepListener.StepResult;

/** Every batch is a step. */
final class WholeBatches implements StepBatches {
    private final BatchLoader loader;
    private final BatchStream stream;
    private Optional<Batch> batch = Optional.empty();

    WholeBatches(BatchLoader loader, int epoch, int position) {
        this.loader = loader;
        this.stream = loader.epoch(epoch, position);
    }

    @Override
    public boolean next() {
        batch = stream.next();
        return batch.isPresent();
    }

    @Override
    public int position() {
        return stream.position();
    }

    @Override
    public List<StepResult> run(TrainingStep graph, long step, Optimizer optimizer) {
        Batch images = batch.orElseThrow();
        GraphResult arrays = graph.evaluate(images, step);
        StepResult result = graph.measure(arrays, images);
        StepBatches.requireNumbers(loader, List.of(images.indices()), step, result);
        graph.apply(arrays, result, images, step, optimizer);
        return List.of(result);
    }

    @Override
    public Optional<Batch> first() {
        return batch;
    }

    @Override
    public long waitNanos() {
        return stream.waitNanos();
    }

    @Override
    public void close() {
        stream.close();
    }
}
