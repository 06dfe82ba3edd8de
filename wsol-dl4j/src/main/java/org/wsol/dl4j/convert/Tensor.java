package org.wsol.dl4j.convert;

import org.nd4j.autodiff.samediff.SDVariable;

/**
 * What a vertex gives.
 *
 * @param variable (B, C, H, W) where spatial, whatever order the network itself uses; else (B, C)
 * @param channels C
 * @param spatial whether it is a feature map
 */
public record Tensor(SDVariable variable, int channels, boolean spatial) {

    /** A feature map. */
    public static Tensor map(SDVariable variable, int channels) {
        return new Tensor(variable, channels, true);
    }

    /** A row of numbers for each image. */
    public static Tensor flat(SDVariable variable, int channels) {
        return new Tensor(variable, channels, false);
    }
}
