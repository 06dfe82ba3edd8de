package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.nd4j.StopGradient;

/** The consistency loss (paper, section 3.3): the mean absolute difference of two feature maps. */
public final class ConsistencyLoss {
    private ConsistencyLoss() {}

    /** The branch that gets no gradient. */
    public enum Detach {
        /** Both branches learn, as in the paper. */
        NONE,
        /** Only the erased branch learns. */
        CLEAN,
        /** Only the clean branch learns. */
        ERASED
    }

    /**
     * The mean over all values of {@code |clean - erased|}.
     *
     * @param clean last features of the untouched images, shape (B, C, H, W)
     * @param erased last features after attentive dropout, the same shape
     * @return a scalar, at least 0
     */
    public static SDVariable of(SDVariable clean, SDVariable erased, Detach detach) {
        SDVariable first = detach == Detach.CLEAN ? StopGradient.of(clean) : clean;
        SDVariable second = detach == Detach.ERASED ? StopGradient.of(erased) : erased;
        return clean.getSameDiff().math().abs(first.sub(second)).mean();
    }
}
