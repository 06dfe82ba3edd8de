package org.wsol.maps.faithfulness;

import org.wsol.maps.formula.Softmax;

/** The classifier output that is observed. */
public enum Target {
    /** The class's softmax probability. */
    PROBABILITY {
        @Override
        public double of(float[] logits, int label) {
            return Softmax.of(logits.length, i -> logits[i])[label];
        }
    },
    /** The class score before softmax. */
    LOGIT {
        @Override
        public double of(float[] logits, int label) {
            return logits[label];
        }
    };

    /** Computes the output from K class scores. */
    public abstract double of(float[] logits, int label);
}
