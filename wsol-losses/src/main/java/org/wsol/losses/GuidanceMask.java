package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * A training target derived from a map (SPG, section 3.2): foreground where the map is above one threshold, background
 * where it is below another. Background wins where both hold; other positions are ignored. No gradient goes through it.
 *
 * @param foreground 1 for foreground, 0 elsewhere, shape (B, P)
 * @param counted 1 where the position counts, 0 elsewhere, shape (B, P)
 */
record GuidanceMask(SDVariable foreground, SDVariable counted) {
    /** With fewer foreground positions than this on 224 x 224, the positions near the maximum are taken instead. */
    private static final double FEW = 30.0 / (224 * 224);

    private static final double NEAR_MAXIMUM = 0.7;

    /**
     * Thresholds a map.
     *
     * @param map shape (B, P)
     * @param high above this is foreground
     * @param low below this is background
     * @param places the number P
     * @param usable 0 for images whose map is constant, else 1; shape (B, 1)
     */
    static GuidanceMask of(SDVariable map, double high, double low, long places, SDVariable usable) {
        SDVariable above = map.gt(high).castTo(map.dataType());
        SDVariable few = above.sum(true, 1).lt(FEW * places).castTo(map.dataType());
        SDVariable near = map.gt(map.max(true, 1).mul(NEAR_MAXIMUM)).castTo(map.dataType());
        SDVariable foreground = near.mul(few).add(above.mul(few.rsub(1.0)));
        SDVariable background = map.lt(low).castTo(map.dataType());
        SDVariable won = foreground.mul(background.rsub(1.0));
        return new GuidanceMask(won, won.add(background).mul(usable));
    }

    /**
     * Binary cross-entropy of scores with the mask: the mean over the positions of the whole batch that count; 0 with a
     * zero gradient if none does.
     *
     * @param scores before the sigmoid, shape (B, P)
     */
    SDVariable crossEntropy(SDVariable scores) {
        SDVariable loss = softplus(scores).sub(scores.mul(foreground));
        SameDiff graph = scores.getSameDiff();
        SDVariable count = counted.sum();
        SDVariable divisor = graph.math().max(count, graph.constant(1.0).castTo(count.dataType()));
        return loss.mul(counted).sum().div(divisor);
    }

    /** {@code log(1 + exp(x))} without overflow of the exponential; from 40 on it equals x in the given precision. */
    private static SDVariable softplus(SDVariable x) {
        SDVariable large = x.gt(40).castTo(x.dataType());
        SDVariable bounded = x.mul(large.rsub(1.0));
        SDVariable small =
                x.getSameDiff().math().log(x.getSameDiff().math().exp(bounded).add(1.0));
        return small.mul(large.rsub(1.0)).add(x.mul(large));
    }
}
