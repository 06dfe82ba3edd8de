package org.wsol.cli.bench;

import org.nd4j.linalg.api.buffer.DataType;
import org.wsol.cli.bench.Stopwatch.Work;
import org.wsol.core.ImageSize;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.plan.Precision;
import org.wsol.engine.weights.Networks;
import org.wsol.maps.CamVariant;
import org.wsol.maps.CamVariants;
import org.wsol.maps.Evidence;
import org.wsol.maps.MapSpec;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;

/** Raw maps of a batch for known classes by one method. */
public final class ExplainWork implements Work {
    private static final long SEED = 3;
    private static final int SCORED_AT_ONCE = 16;

    private final ParameterStore store = new ParameterStore(DataType.FLOAT, SEED);
    private final MapSpec map;
    private final CamVariant variant;
    private final ExplainedNetwork network;
    private final Batch batch;

    /** Builds the graphs. */
    public ExplainWork(Backbone backbone, int batchSize, int pixels, MapSpec map, Precision precision) {
        ImageSize size = ImageSize.square(pixels);
        Networks.initialize(backbone, size, store);
        this.map = map;
        variant = CamVariants.create(map);
        network = new ExplainedNetwork(
                backbone,
                store,
                size,
                program -> new PlannedExecutor(program, ExecutionEngine.best(), precision),
                SCORED_AT_ONCE);
        batch = RandomBatch.of(batchSize, pixels, backbone.head().classes());
    }

    @Override
    public void run() {
        try (EvidenceBatch evidence = network.evidence(batch.images(), batch.labels(), map.stages())) {
            for (Evidence image : evidence.images()) {
                variant.raw(image);
            }
        }
    }

    @Override
    public void close() {
        network.close();
        store.close();
        batch.images().close();
    }
}
