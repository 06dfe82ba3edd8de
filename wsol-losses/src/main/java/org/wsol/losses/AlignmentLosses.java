package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The losses that align the norm map F and the similarity map S (paper, section 3.2; exact form as released with the
 * paper). Both are scalars, averaged over the batch, in [-2, 2]; masks carry no gradient.
 */
public final class AlignmentLosses {
    private AlignmentLosses() {}

    /**
     * The similarity loss: mean of S over the background minus mean of S over the foreground, where the scaled norm map
     * distinguishes them. Places between the thresholds do not count; an empty region counts as 0.
     *
     * @param similarity S of the labelled class, shape (B, P), see {@link AlignmentMaps#similarity}
     * @param scaledNorm F scaled to [0, 1], shape (B, P), see {@link AlignmentMaps#scaledNorm}
     * @param foreground places with scaled norm above this are foreground
     * @param background places with scaled norm below this are background
     */
    public static SDVariable similarity(
            SDVariable similarity, SDVariable scaledNorm, double foreground, double background) {
        return MaskedMeans.contrast(similarity, scaledNorm.gt(foreground), scaledNorm.lt(background));
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
     * The norm loss that raises only where the reference is clearly positive: places between 0 and the margin do not count.
     *
     * @param margin in [0, 1]; 0 is the paper's loss
     */
    public static SDVariable norm(SDVariable scaledNorm, SDVariable reference, double margin) {
        return MaskedMeans.contrast(scaledNorm, reference.gt(margin), reference.lt(0));
    }
}
