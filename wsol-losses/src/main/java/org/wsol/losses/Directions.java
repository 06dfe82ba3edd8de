package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** Lengths and directions of vectors; values and gradients at zero match the reference. */
final class Directions {
    /** The smallest divisor, as in PyTorch's {@code normalize}. */
    static final double SMALLEST_LENGTH = 1e-12;

    private Directions() {}

    /**
     * The Euclidean length along one dimension, which is kept with size 1. Its gradient at the zero vector is 0, where
     * SameDiff's own norm gives NaN.
     */
    static SDVariable length(SDVariable vectors, int dimension) {
        SDVariable squares = vectors.mul(vectors).sum(true, dimension);
        SDVariable isZero = squares.eq(0).castTo(vectors.dataType());
        SameDiff graph = vectors.getSameDiff();
        return graph.math().sqrt(squares.add(isZero)).mul(isZero.rsub(1.0));
    }

    /** Vectors of length 1: {@code x / max(|x|, 1e-12)} along one dimension. */
    static SDVariable unit(SDVariable vectors, int dimension) {
        return vectors.div(atLeastSmallest(length(vectors, dimension)));
    }

    /** {@code max(length, 1e-12)}, with gradient 0 where the bound holds. */
    static SDVariable atLeastSmallest(SDVariable length) {
        SDVariable isSmall = length.lt(SMALLEST_LENGTH).castTo(length.dataType());
        return length.mul(isSmall.rsub(1.0)).add(isSmall.mul(SMALLEST_LENGTH));
    }
}
