package org.wsol.engine.graph;

/** How a convolution or pooling treats the border. */
public sealed interface Padding {

    /**
     * A number of rows and columns of zeros on each side (PyTorch's convention).
     *
     * @param height rows above and below
     * @param width columns left and right
     */
    record Explicit(int height, int width) implements Padding {}

    /**
     * TensorFlow's SAME: output size is input size / stride, rounded up; an odd row is added below, an odd column on the
     * right.
     */
    record Same() implements Padding {}

    /** The same number of rows and columns on each side. */
    static Padding of(int each) {
        return new Explicit(each, each);
    }
}
