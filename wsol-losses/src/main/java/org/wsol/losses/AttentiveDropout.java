package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * Attentive dropout (paper, section 3.3): randomly erases the positions with the strongest response. With m the channel
 * mean, a position is a candidate where {@code m > threshold * max m} over the image; each candidate is set to zero in
 * all channels independently with the given probability, and nothing is rescaled. The mask carries no gradient.
 *
 * @param threshold share of the largest channel mean, in [0, 1]
 * @param probability probability that a candidate is erased, in [0, 1]
 */
public record AttentiveDropout(double threshold, double probability) {

    /** Checks the ranges. */
    public AttentiveDropout {
        if (!(threshold >= 0 && threshold <= 1 && probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "threshold and probability must be in [0, 1], were " + threshold + " and " + probability);
        }
    }

    /**
     * The features after erasing.
     *
     * @param features shape (B, C, H, W)
     * @param uniform numbers in [0, 1), shape (B, 1, H, W); a candidate is erased where its number is at most the
     *     probability
     * @return shape (B, C, H, W)
     */
    public SDVariable apply(SDVariable features, SDVariable uniform) {
        return features.mul(keepMask(features, uniform));
    }

    /** 0 where a position is erased, else 1; shape (B, 1, H, W). */
    public SDVariable keepMask(SDVariable features, SDVariable uniform) {
        SDVariable mean = features.mean(true, 1);
        SDVariable candidate = mean.gt(mean.max(true, 2, 3).mul(threshold)).castTo(features.dataType());
        SDVariable drawn = uniform.lte(probability).castTo(features.dataType());
        return candidate.mul(drawn).rsub(1.0);
    }
}
