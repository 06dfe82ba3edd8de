package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.wsol.engine.nd4j.StopGradient;

/** The running maximum over classes of the products of features and class vectors. */
final class ClassMaximum {
    /** How many of the K similarity maps are held at once. */
    static final int CLASSES_AT_A_TIME = 64;

    private ClassMaximum() {}

    /**
     * The maximum over k of {@code <f, v_k>} at each position, detached.
     *
     * @param features shape (B, C, H, W)
     * @param vectors shape (K, C)
     * @return shape (B, H, W)
     */
    static SDVariable of(SDVariable features, SDVariable vectors, long classes, long channels) {
        SDVariable detached = StopGradient.of(vectors);
        SDVariable input = StopGradient.of(features);
        SDVariable largest = products(input, detached, 0, Math.min(classes, CLASSES_AT_A_TIME), channels);
        for (long from = CLASSES_AT_A_TIME; from < classes; from += CLASSES_AT_A_TIME) {
            long count = Math.min(CLASSES_AT_A_TIME, classes - from);
            largest = features.getSameDiff().math().max(largest, products(input, detached, from, count, channels));
        }
        return largest;
    }

    private static SDVariable products(SDVariable features, SDVariable vectors, long from, long count, long channels) {
        SameDiff graph = features.getSameDiff();
        SDVariable some = graph.slice(vectors, new int[] {(int) from, 0}, (int) count, (int) channels);
        SDVariable kernel = some.permute(1, 0).reshape(1, 1, channels, count);
        Conv2DConfig config = Conv2DConfig.builder().kH(1).kW(1).build();
        return graph.cnn().conv2d(features, kernel, config).max(1);
    }
}
