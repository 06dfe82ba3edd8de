package org.wsol.pipeline.evaluation;

import java.util.List;
import org.wsol.core.data.DataSplit;
import org.wsol.data.split.SizedSplit;
import org.wsol.engine.cam.ImageMaps;
import org.wsol.engine.data.Batch;
import org.wsol.maps.network.EvidenceBatch;
import org.wsol.maps.network.ExplainedNetwork;
import org.wsol.pipeline.evaluation.Evaluation.MapEvaluation;
import org.wsol.pipeline.recipe.UseSettings;

/**
 * Scores maps of several methods batch by batch. A batch passes through the trunk once: the network's own scores and
 * maps and the inputs of the methods are outputs of the same run.
 */
public final class MapScoring {
    private final MapComparison comparison;
    private final DataSplit split;
    private final List<MapTally> tallies;
    private long sharedNanos;
    private int images;

    /**
     * Creates a scoring without images.
     *
     * @param split the split of the images
     */
    public MapScoring(UseSettings use, DataSplit split, MapComparison comparison) {
        this.comparison = comparison;
        this.split = new SizedSplit(split, use.data().reading().decoder());
        this.tallies = comparison.maps().stream()
                .map(map -> new MapTally(map, use, comparison.keep()))
                .toList();
    }

    /** Scores the methods' maps of the labelled classes of a batch and returns the network's own maps. */
    public List<ImageMaps> score(ExplainedNetwork network, Batch batch) {
        try (EvidenceBatch evidence = network.evidence(batch.images(), batch.labels(), comparison.stages(network))) {
            long began = System.nanoTime();
            List<ImageMaps> own = evidence.own();
            sharedNanos += System.nanoTime() - began;
            images += own.size();
            for (MapTally tally : tallies) {
                tally.add(evidence, split, batch.indices(), this::isMeasured);
            }
            return own;
        }
    }

    /** Whether ROAD is measured on the image at a position of the split. */
    private boolean isMeasured(int index) {
        long wanted = Math.min(comparison.roadImages(), split.size());
        return (index + 1) * wanted / split.size() > index * wanted / split.size();
    }

    /** The results so far, in the order of the methods. */
    public List<MapEvaluation> finish() {
        double shared = images == 0 ? 0 : sharedNanos / 1e9 / images;
        return tallies.stream().map(tally -> tally.finish(shared)).toList();
    }
}
