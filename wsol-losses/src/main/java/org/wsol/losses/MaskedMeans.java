package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/** Means of a map over the places a mask selects. */
final class MaskedMeans {
    /** Makes the mean over an empty mask 0, as in the reference. */
    private static final double TINY = 1e-15;

    private MaskedMeans() {}

    /**
     * The batch mean of "mean of the map over {@code lower} minus mean over {@code raise}": minimising it raises the map
     * where {@code raise} holds and lowers it where {@code lower} holds.
     *
     * @param map shape (B, P)
     * @param raise a truth value per place, shape (B, P)
     * @param lower a truth value per place, shape (B, P)
     * @return a scalar
     */
    static SDVariable contrast(SDVariable map, SDVariable raise, SDVariable lower) {
        return mean(map, lower).sub(mean(map, raise)).mean();
    }

    private static SDVariable mean(SDVariable map, SDVariable mask) {
        SDVariable selected = mask.castTo(map.dataType());
        return map.mul(selected).sum(1).div(selected.sum(1).add(TINY));
    }
}
