package org.wsol.cli.bench;

import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.ImageSize;
import org.wsol.engine.cam.MapExtractor;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.weights.Networks;

/** Maps of a batch for known classes: CAM, norm map and similarity map, with folded batch normalisation. */
public final class MapsWork implements Work {
    private static final long SEED = 3;

    private final ParameterStore store = new ParameterStore(DataType.FLOAT, SEED);
    private final MapExtractor extractor;
    private final Batch batch;

    /** Builds the graph. */
    public MapsWork(Backbone backbone, int batchSize, int pixels, Precision precision) {
        ImageSize size = ImageSize.square(pixels);
        Networks.initialize(backbone, size, store);
        extractor = new MapExtractor(
                backbone, store, size, program -> new PlannedExecutor(program, ExecutionEngine.best(), precision));
        batch = RandomBatch.of(batchSize, pixels, backbone.head().classes());
    }

    @Override
    public void run() {
        extractor.extract(batch.images(), batch.labels());
    }

    @Override
    public void close() {
        extractor.close();
        store.close();
        batch.images().close();
    }
}
