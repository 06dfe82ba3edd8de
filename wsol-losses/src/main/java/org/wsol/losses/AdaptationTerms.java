package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The two terms of DA-WSOL over positions that were picked outside the graph.
 *
 * @param places features, shape (B, C, P)
 * @param pooled their means, shape (B, C)
 * @param channels C
 * @param set positions in each set
 */
record AdaptationTerms(SDVariable places, SDVariable pooled, int channels, int set) {

    /**
     * The mean of {@link MeanDiscrepancy} over the images with enough positions; 0 if there are none.
     *
     * @param source picks set - 1 positions, shape (B, set - 1, P)
     * @param target picks set positions, shape (B, set, P)
     * @param used 1 for images that count, shape (B)
     */
    SDVariable domain(SDVariable source, SDVariable target, SDVariable used) {
        SDVariable rows = places.permute(0, 2, 1);
        SDVariable sources = graph().concat(1, pooled.reshape(-1, 1, channels), source.mmul(rows));
        SDVariable each = MeanDiscrepancy.of(sources, target.mmul(rows), set);
        return each.mul(used).sum().div(atLeastOne(used.sum()));
    }

    /**
     * The mean of the features over all background positions of the batch; 0 if there are none.
     *
     * @param background 1 for these positions, shape (B, P)
     */
    SDVariable universum(SDVariable background) {
        SDVariable kept = places.mul(graph().expandDims(background, 1));
        return kept.sum().div(atLeastOne(background.sum()).mul(channels));
    }

    private SDVariable atLeastOne(SDVariable count) {
        return graph().math().max(count, graph().constant(1.0).castTo(count.dataType()));
    }

    private SameDiff graph() {
        return places.getSameDiff();
    }
}
