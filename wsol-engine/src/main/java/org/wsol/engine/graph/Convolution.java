package org.wsol.engine.graph;

/**
 * The geometry of a two-dimensional convolution.
 *
 * @param inputChannels channels in
 * @param outputChannels channels out
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride step in both directions
 * @param padding border treatment
 * @param depthwise whether every channel has its own kernel; channels out must equal channels in
 * @param bias whether a bias per channel is added
 * @param groups the number of groups of channels that are convolved separately; 1 for a full or depthwise convolution
 */
public record Convolution(
        int inputChannels,
        int outputChannels,
        int kernelHeight,
        int kernelWidth,
        int stride,
        Padding padding,
        boolean depthwise,
        boolean bias,
        int groups) {

    /** Checks that a depthwise convolution keeps its channels, and that groups are of one size. */
    public Convolution {
        if (groups < 1 || inputChannels % groups != 0 || outputChannels % groups != 0 || (depthwise && groups != 1)) {
            throw new IllegalArgumentException(
                    inputChannels + " -> " + outputChannels + " channels cannot be divided into " + groups + " groups");
        }
        if (depthwise && inputChannels != outputChannels) {
            throw new IllegalArgumentException(
                    "a depthwise convolution keeps its channels, got " + inputChannels + " -> " + outputChannels);
        }
    }

    /** A full or depthwise convolution. */
    public Convolution(
            int inputChannels,
            int outputChannels,
            int kernelHeight,
            int kernelWidth,
            int stride,
            Padding padding,
            boolean depthwise,
            boolean bias) {
        this(inputChannels, outputChannels, kernelHeight, kernelWidth, stride, padding, depthwise, bias, 1);
    }

    /** A square convolution without bias, padded by half its kernel, stride 1. */
    public static Convolution square(int inputChannels, int outputChannels, int kernel) {
        return new Convolution(inputChannels, outputChannels, kernel, kernel, 1, Padding.of(kernel / 2), false, false);
    }

    /** A depthwise square convolution without bias, padded by half its kernel. */
    public static Convolution depthwise(int channels, int kernel, int stride) {
        return new Convolution(channels, channels, kernel, kernel, stride, Padding.of(kernel / 2), true, false);
    }

    /** The same with another stride. */
    public Convolution withStride(int newStride) {
        return new Convolution(
                inputChannels, outputChannels, kernelHeight, kernelWidth, newStride, padding, depthwise, bias, groups);
    }

    /** The same with another border treatment. */
    public Convolution withPadding(Padding newPadding) {
        return new Convolution(
                inputChannels, outputChannels, kernelHeight, kernelWidth, stride, newPadding, depthwise, bias, groups);
    }

    /** The same with a bias. */
    public Convolution withBias() {
        return new Convolution(
                inputChannels, outputChannels, kernelHeight, kernelWidth, stride, padding, depthwise, true, groups);
    }

    /** The same in groups of channels that are convolved separately. */
    public Convolution withGroups(int newGroups) {
        return new Convolution(
                inputChannels, outputChannels, kernelHeight, kernelWidth, stride, padding, depthwise, bias, newGroups);
    }

    /** Shape of the weight in PyTorch's order: (out, in / groups, rows, columns), (C, 1, rows, columns) where depthwise. */
    public long[] weightShape() {
        return new long[] {outputChannels, depthwise ? 1 : inputChannels / groups, kernelHeight, kernelWidth};
    }

    /** Number of weights without bias. */
    public long weightCount() {
        return (long) outputChannels * (depthwise ? 1 : inputChannels / groups) * kernelHeight * kernelWidth;
    }
}
