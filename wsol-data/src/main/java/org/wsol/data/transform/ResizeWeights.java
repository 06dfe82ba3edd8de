package org.wsol.data.transform;

/**
 * The weights of one axis of an antialiased bilinear resize, in Pillow's fixed point: a triangle filter whose support
 * grows with the reduction factor, normalised in double precision, rounded to 22 fraction bits.
 */
final class ResizeWeights {
    static final int FRACTION_BITS = 22;

    /** First input position of each output position. */
    final int[] first;

    /** How many inputs each output position sums. */
    final int[] count;

    /** Weights, {@link #stride} apart for each output position. */
    final int[] weight;

    final int stride;

    private ResizeWeights(int size, int stride) {
        this.first = new int[size];
        this.count = new int[size];
        this.weight = new int[size * stride];
        this.stride = stride;
    }

    /** The weights from {@code from} input positions to {@code to} output positions. */
    static ResizeWeights of(int from, int to) {
        double scale = (double) from / to;
        double support = Math.max(scale, 1.0);
        ResizeWeights weights = new ResizeWeights(to, (int) Math.ceil(support) * 2 + 1);
        double[] exact = new double[weights.stride];
        for (int i = 0; i < to; i++) {
            weights.fill(i, (i + 0.5) * scale, support, from, exact);
        }
        return weights;
    }

    private void fill(int i, double center, double support, int from, double[] exact) {
        first[i] = Math.max(0, (int) (center - support + 0.5));
        count[i] = Math.min(from, (int) (center + support + 0.5)) - first[i];
        double slope = 1.0 / support;
        double sum = 0;
        for (int k = 0; k < count[i]; k++) {
            exact[k] = Math.max(0, 1 - Math.abs((k + first[i] - center + 0.5) * slope));
            sum += exact[k];
        }
        for (int k = 0; k < count[i]; k++) {
            weight[i * stride + k] = (int) (0.5 + exact[k] / sum * (1 << FRACTION_BITS));
        }
    }
}
