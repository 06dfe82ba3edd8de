package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The attention-based dropout layer (Choe and Shim, CVPR 2019, section 3). With a the channel mean, one coin per step decides for
 * the whole batch: either the positions that respond most are dropped ({@code f [a < threshold max a]}, no gradient through the
 * mask), or features are weighted by importance ({@code f sigmoid(a)}, with a gradient through it). Nothing is rescaled.
 *
 * <p>Of a constant map, or one of zeros, everything is dropped; of a map that is negative everywhere, nothing.
 *
 * @param rate chance of dropping, in [0, 1]
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
     * What is left of the features in a training step.
     *
     * @param features shape (B, C, H, W)
     * @param coin one number in [0, 1); dropping happens from {@code 1 - rate} on
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
