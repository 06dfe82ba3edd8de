package org.wsol.engine.graph;

/** How a convolution or pooling treats the border. */
public sealed interface Padding {

    /**
     * So many rows and columns of zeros on each side (PyTorch's convention).
     *
     * @param height rows above and below
     * @param width columns left and right
     */
    record Explicit(int height, int width) implements Padding {}

    /** TensorFlow's SAME: output size is input size / stride, rounded up; an odd row goes below, an odd column right. */
    record Same() implements Padding {}

    /** The same number of rows and columns on each side. */
    static Padding of(int each) {
        return new Explicit(each, each);
    }
}
