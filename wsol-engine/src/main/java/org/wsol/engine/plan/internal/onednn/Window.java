package org.wsol.engine.plan.internal.onednn;

import org.wsol.engine.plan.internal.Operation;
import org.wsol.engine.plan.internal.TensorSpec;

/**
 * How a kernel or pooling window moves over a feature map.
 *
 * @param kernel rows and columns
 * @param strides step down and right
 * @param dilation oneDNN's count: 0 for a compact kernel
 * @param before padding above and left
 * @param after padding below and right
 */
record Window(long[] kernel, long[] strides, long[] dilation, long[] before, long[] after) {
    private static final int SAME = 8;

    /**
     * Reads ND4J's arguments (kernel, stride, padding, dilation, padding mode).
     *
     * @param x the feature map, (B, C, H, W)
     * @param y the result, (B, C', H', W')
     */
    static Window of(Operation.Custom call, TensorSpec x, TensorSpec y) {
        long[] kernel = {call.integer(0), call.integer(1)};
        long[] strides = {call.integer(2), call.integer(3)};
        long[] dilation = {call.integer(6) - 1L, call.integer(7) - 1L};
        long[] before = {call.integer(4), call.integer(5)};
        long[] after = new long[2];
        for (int i = 0; i < 2; i++) {
            long reach = (y.extent(i + 2) - 1) * strides[i] + (kernel[i] - 1) * (dilation[i] + 1) + 1;
            long total = Math.max(0, reach - x.extent(i + 2));
            if (call.integer(SAME) == 1) {
                before[i] = total / 2;
            }
            after[i] = Math.max(0, total - before[i]);
        }
        return new Window(kernel, strides, dilation, before, after);
    }
}
