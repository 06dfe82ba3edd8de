package org.wsol.engine.graph;

import org.wsol.core.ImageSize;

/** The number of positions of a sliding window. */
final class Windows {
    private Windows() {}

    static ImageSize outputSize(
            ImageSize in, int kernelHeight, int kernelWidth, int stride, Padding padding, boolean ceil) {
        if (padding instanceof Padding.Explicit explicit) {
            return new ImageSize(
                    positions(in.height(), kernelHeight, stride, explicit.height(), ceil),
                    positions(in.width(), kernelWidth, stride, explicit.width(), ceil));
        }
        return new ImageSize((in.height() + stride - 1) / stride, (in.width() + stride - 1) / stride);
    }

    /**
     * With {@code ceil}, the last window may extend beyond the border if it starts inside the input or its left
     * padding.
     */
    private static int positions(int extent, int kernel, int stride, int padding, boolean ceil) {
        int room = extent + 2 * padding - kernel;
        int positions = (ceil ? room + stride - 1 : room) / stride + 1;
        return ceil && (positions - 1) * stride >= extent + padding ? positions - 1 : positions;
    }
}
