package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.engine.nd4j.StopGradient;

/** Softmax cross-entropy built from primitive operations: ND4J's own losses ignore the gradient of the output. */
public final class CrossEntropy {
    private CrossEntropy() {}

    /**
     * The mean over the batch of {@code log(sum exp(z)) - z_y}.
     *
     * @param logits shape (B, K)
     * @param oneHot shape (B, K)
     * @return a scalar, at least 0
     */
    public static SDVariable of(SDVariable logits, SDVariable oneHot) {
        SameDiff graph = logits.getSameDiff();
        SDVariable shifted = logits.sub(StopGradient.of(logits.max(true, 1)));
        SDVariable logSum = graph.math().log(graph.math().exp(shifted).sum(1));
        return logSum.sub(shifted.mul(oneHot).sum(1)).mean();
    }
}
