package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The losses that align the norm map F and the similarity map S (paper, section 3.2; exact form as released with the
 * paper). Both are scalars, averaged over the batch, in [-2, 2]; masks carry no gradient.
 */
public final class AlignmentLosses {
    /** Makes the mean over an empty mask zero, as in the reference. */
    private static final double TINY = 1e-15;

    private AlignmentLosses() {}

    /**
     * The similarity loss: mean of S over the background minus mean of S over the foreground, as separated by the
     * scaled norm map. Positions between the thresholds are ignored; an empty region counts as 0.
     *
     * @param similarity S of the labelled class, shape (B, P), see {@link AlignmentMaps#similarity}
     * @param scaledNorm F scaled to [0, 1], shape (B, P), see {@link AlignmentMaps#scaledNorm}
     * @param foreground positions with scaled norm above this are foreground
     * @param background positions with scaled norm below this are background
     */
    public static SDVariable similarity(
            SDVariable similarity, SDVariable scaledNorm, double foreground, double background) {
        return contrast(similarity, scaledNorm.gt(foreground), scaledNorm.lt(background));
    }

    /**
     * The norm loss: mean of the scaled norm map where the reference similarity is negative minus its mean where it is
     * positive.
     *
     * @param scaledNorm F scaled to [0, 1], shape (B, P)
     * @param reference the similarity that decides, shape (B, P): of the labelled class (ILSVRC recipe) or the largest
     *     over all classes (CUB recipe)
     */
    public static SDVariable norm(SDVariable scaledNorm, SDVariable reference) {
        return norm(scaledNorm, reference, 0);
    }

    /**
     * The norm loss that raises F only where the reference is clearly positive: positions between 0 and the margin are
     * ignored.
     *
     * @param margin in [0, 1]; 0 is the paper's loss
     */
    public static SDVariable norm(SDVariable scaledNorm, SDVariable reference, double margin) {
        return contrast(scaledNorm, reference.gt(margin), reference.lt(0));
    }

    /**
     * The batch mean of "mean of the map over {@code lower} minus mean over {@code raise}": minimising it raises the map
     * where {@code raise} holds and lowers it where {@code lower} holds.
     *
     * @param map shape (B, P)
     * @param raise a truth value per position, shape (B, P)
     * @param lower a truth value per position, shape (B, P)
     * @return a scalar
     */
    private static SDVariable contrast(SDVariable map, SDVariable raise, SDVariable lower) {
        return mean(map, lower).sub(mean(map, raise)).mean();
    }

    private static SDVariable mean(SDVariable map, SDVariable mask) {
        SDVariable selected = mask.castTo(map.dataType());
        return map.mul(selected).sum(1).div(selected.sum(1).add(TINY));
    }
}
