package org.wsol.engine.train;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which parameters weight decay pulls toward zero. */
public enum DecayScope {
    /** Every parameter. */
    ALL,
    /**
     * Weights of linear layers and convolutions only: not what has at most one extent above 1 (biases, scales of
     * normalisation, class token, layer scale), and not position embeddings, whose names end in {@code pos_embed}.
     */
    MATRICES;

    private static final String POSITIONS = "pos_embed";

    /** Whether a parameter is pulled. */
    boolean covers(String name, INDArray parameter) {
        long extents =
                Arrays.stream(parameter.shape()).filter(extent -> extent > 1).count();
        return this == ALL || (extents > 1 && !name.endsWith(".bias") && !name.endsWith(POSITIONS));
    }
}
