package org.wsol.backbones;

import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Padding;

/** The border treatment of a backbone; use weights with the style they were trained with. */
public enum PaddingStyle {
    /** PyTorch: the same number of zeros on each side. */
    TORCH,
    /** TensorFlow's SAME: with stride 2 and even sizes, zeros are added at the bottom and right only. */
    TENSORFLOW_SAME;

    /** The convolution with this border treatment. */
    Convolution applyTo(Convolution convolution) {
        return this == TORCH ? convolution : convolution.withPadding(new Padding.Same());
    }

    /** Padding of a pooling window: explicit for PyTorch, else SAME. */
    Padding ofPool(int explicit) {
        return this == TORCH ? Padding.of(explicit) : new Padding.Same();
    }
}
