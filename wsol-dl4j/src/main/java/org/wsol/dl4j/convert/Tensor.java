package org.wsol.dl4j.convert;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * The output of a vertex.
 *
 * @param variable (B, C, H, W) if spatial, independent of the network's own order; else (B, C)
 * @param channels C
 * @param spatial whether it is a feature map
 */
public record Tensor(SDVariable variable, int channels, boolean spatial) {

    /** A feature map. */
    public static Tensor map(SDVariable variable, int channels) {
        return new Tensor(variable, channels, true);
    }

    /** One row of values per image. */
    public static Tensor flat(SDVariable variable, int channels) {
        return new Tensor(variable, channels, false);
    }
}
