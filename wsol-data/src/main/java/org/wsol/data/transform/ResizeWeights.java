package org.wsol.data.transform;

/**
 * The weights of one axis of an antialiased bilinear resize, in Pillow's fixed point: a triangle filter whose support
 * grows with the reduction factor, normalised in double precision, rounded to 22 fraction bits.
 *
 * <p>Every output position has the same number of weights, padded with zeros where the filter is narrower, so that
 * loops have a constant length, which processors predict well.
 */
final class ResizeWeights {
    static final int FRACTION_BITS = 22;

    /** The number of inputs summed per output position. */
    final int taps;

    /** First input position of each output position. */
    final int[] first;

    /** Weights, {@link #taps} for each output position. */
    final int[] weight;

    private ResizeWeights(int size, int taps) {
        this.taps = taps;
        this.first = new int[size];
        this.weight = new int[size * taps];
    }

    /** The weights from {@code from} input positions to {@code to} output positions. */
    static ResizeWeights of(int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1.0);
        ResizeWeights weights = new ResizeWeights(to, Math.min(from, (int) (2 * support) + 1));
        double[] exact = new double[weights.taps];
        for (int i = 0; i < to; i++) {
            weights.fill(i, (i + 0.5) * scale, support, from, exact);
        }
        return weights;
    }

    private void fill(int i, double center, double support, int from, double[] exact) {
        int start = Math.max(0, (int) (center - support + 0.5));
        int count = Math.min(from, (int) (center + support + 0.5)) - start;
        double slope = 1.0 / support;
        double sum = 0;
        for (int k = 0; k < count; k++) {
            exact[k] = Math.max(0, 1 - Math.abs((k + start - center + 0.5) * slope));
            sum += exact[k];
        }
        first[i] = Math.min(start, from - taps);
        int offset = i * taps + start - first[i];
        for (int k = 0; k < count; k++) {
            weight[offset + k] = (int) (0.5 + exact[k] / sum * (1 << FRACTION_BITS));
        }
    }
}
