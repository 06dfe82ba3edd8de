package org.wsol.engine.cam;

import java.util.Arrays;
import java.util.List;

/**
 * Attention rollout (Abnar and Zuidema, ACL 2020) and its gradient-weighted form (Gildenblat 2020): the share of each
 * patch's content that reaches the class token, if tokens are mixed according to the attention and every block passes
 * on half of its input.
 *
 * @param fusion how the heads of a block are combined into one matrix
 * @param discard share of a block's smallest entries that are left out, in [0, 1)
 * @param normalisation how the entries are normalised after that
 */
public record AttentionRollout(Fusion fusion, double discard, Normalisation normalisation) {

    /** How heads are combined. */
    public enum Fusion {
        /** Their mean. */
        MEAN,
        /** The largest of them at every entry. */
        MAX,
        /** The smallest of them at every entry. */
        MIN
    }

    /** The divisor of an entry. */
    public enum Normalisation {
        /** The sum of its row, as in the paper. */
        ROWS,
        /**
         * Entry (i, j) by the sum of row j, as the widely used vit-explain does by mistake; the same where rows sum to one
         * already, with the heads' mean and nothing left out.
         */
        VIT_EXPLAIN
    }

    /** Checks the share. */
    public AttentionRollout {
        if (!(discard >= 0 && discard < 1)) {
            throw new IllegalArgumentException("the discarded share is " + discard + ", allowed: 0 to below 1");
        }
    }

    /**
     * The map of one image.
     *
     * @param attention for every block in order the attention of each head, (heads, T, T), rows summing to 1
     * @return one number per patch, row-major, scaled to a maximum of 1; all zeros if the class token attends to no
     *     patch
     */
    public float[] map(List<float[][][]> attention) {
        return rolled(attention.stream().map(this::fused).toList(), true);
    }

    /**
     * The map of one image for one class: the mean over the heads of attention times the class score's gradient by it,
     * negative means set to zero. {@link #fusion} is not used.
     *
     * @param gradients in the shapes of the attention
     */
    public float[] map(List<float[][][]> attention, List<float[][][]> gradients) {
        double[][][] blocks = new double[attention.size()][][];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = weighted(attention.get(i), gradients.get(i));
        }
        return rolled(Arrays.asList(blocks), false);
    }

    private double[][] fused(float[][][] heads) {
        int tokens = heads[0].length;
        double[][] result = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                double value = heads[0][i][j];
                for (int head = 1; head < heads.length; head++) {
                    value = joined(value, heads[head][i][j]);
                }
                result[i][j] = fusion == Fusion.MEAN ? value / heads.length : value;
            }
        }
        return result;
    }

    private double joined(double soFar, double next) {
        return switch (fusion) {
            case MEAN -> soFar + next;
            case MAX -> Math.max(soFar, next);
            case MIN -> Math.min(soFar, next);
        };
    }

    private static double[][] weighted(float[][][] heads, float[][][] gradients) {
        int tokens = heads[0].length;
        double[][] result = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                double sum = 0;
                for (int head = 0; head < heads.length; head++) {
                    sum += (double) heads[head][i][j] * gradients[head][i][j];
                }
                result[i][j] = Math.max(0, sum / heads.length);
            }
        }
        return result;
    }

    /** The class token's row of the product of all blocks, the last block on the left. */
    private float[] rolled(List<double[][]> blocks, boolean keepFirst) {
        int tokens = blocks.get(0).length;
        double[] row = new double[tokens];
        row[0] = 1;
        for (int block = blocks.size() - 1; block >= 0; block--) {
            double[][] mixing = mixing(blocks.get(block), keepFirst);
            double[] next = new double[tokens];
            for (int i = 0; i < tokens; i++) {
                for (int j = 0; j < tokens; j++) {
                    next[j] += row[i] * mixing[i][j];
                }
            }
            row = next;
        }
        double largest = Arrays.stream(row, 1, tokens).max().orElse(0);
        float[] map = new float[tokens - 1];
        for (int i = 0; i < map.length; i++) {
            map[i] = largest > 0 ? (float) (row[i + 1] / largest) : 0;
        }
        return map;
    }

    /** Half attention, half identity, without the smallest entries. */
    private double[][] mixing(double[][] fused, boolean keepFirst) {
        int tokens = fused.length;
        leaveOut(fused, keepFirst);
        double[] sums = new double[tokens];
        for (int i = 0; i < tokens; i++) {
            sums[i] = (Arrays.stream(fused[i]).sum() + 1) / 2;
        }
        double[][] mixing = new double[tokens][tokens];
        for (int i = 0; i < tokens; i++) {
            for (int j = 0; j < tokens; j++) {
                double half = (fused[i][j] + (i == j ? 1 : 0)) / 2;
                mixing[i][j] = half / sums[normalisation == Normalisation.ROWS ? i : j];
            }
        }
        return mixing;
    }

    /** Sets the smallest entries to zero; the class token's attention to itself is kept if requested. */
    private void leaveOut(double[][] fused, boolean keepFirst) {
        int tokens = fused.length;
        Integer[] order = new Integer[tokens * tokens];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, java.util.Comparator.comparingDouble(i -> fused[i / tokens][i % tokens]));
        int count = (int) (order.length * discard);
        for (int i = 0; i < count; i++) {
            if (!keepFirst || order[i] != 0) {
                fused[order[i] / tokens][order[i] % tokens] = 0;
            }
        }
    }
}
