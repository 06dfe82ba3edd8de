package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The attention-based dropout layer (Choe and Shim, CVPR 2019, section 3). With a the channel mean, one random number
 * per step decides for the whole batch: either the positions that respond most are dropped ({@code f [a < threshold max
 * a]}, no gradient through the mask), or features are weighted by importance ({@code f sigmoid(a)}, with a gradient
 * through it). Nothing is rescaled.
 *
 * <p>For a constant or all-zero map every position is dropped; for a map that is negative everywhere, none.
 *
 * @param rate probability of dropping, in [0, 1]
 * @param threshold share of the image's largest channel mean from which positions are dropped, in [0, 1]
 */
record AttentionDropoutLayer(double rate, double threshold) {

    /** Checks the ranges. */
    public AttentionDropoutLayer {
        if (!(rate >= 0 && rate <= 1 && threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException(
                    "rate and threshold must be in [0, 1], were " + rate + " and " + threshold);
        }
    }

    /**
     * The features after the layer in a training step.
     *
     * @param features shape (B, C, H, W)
     * @param coin one random number in [0, 1); positions are dropped if it is at least {@code 1 - rate}
     * @return shape (B, C, H, W)
     */
    public SDVariable apply(SDVariable features, SDVariable coin) {
        SDVariable attention = features.mean(true, 1);
        SDVariable drops = coin.add(rate).gte(1.0).castTo(features.dataType());
        SDVariable importance = features.getSameDiff().nn().sigmoid(attention);
        SDVariable factor = keepMask(attention).mul(drops).add(importance.mul(drops.rsub(1.0)));
        return features.mul(factor);
    }

    /**
     * 1 where a position is kept by the dropping branch, else 0.
     *
     * @param attention channel means, shape (B, 1, H, W)
     */
    SDVariable keepMask(SDVariable attention) {
        SDVariable limit = attention.max(true, 2, 3).mul(threshold);
        return attention.lt(limit).castTo(attention.dataType());
    }
}
