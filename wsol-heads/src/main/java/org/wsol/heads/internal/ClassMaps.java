package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;

/** Operations on maps of classes: selecting one, scaling, enlarging. Maps are (B, P), P positions in row-major order. */
public final class ClassMaps {
    private ClassMaps() {}

    /**
     * The map of one class per image, or the mean of several.
     *
     * @param maps shape (B, K, h, w)
     * @param shares shape (B, K): one-hot, or shares that sum to 1
     * @return shape (B, P)
     */
    public static SDVariable of(SDVariable maps, SDVariable shares, int classes, ImageSize size) {
        SDVariable places = maps.reshape(-1, classes, size.area());
        return shares.reshape(-1, 1, classes).mmul(places).reshape(-1, size.area());
    }

    /**
     * Scaled per image to [0, 1] by minimum and maximum; a constant map becomes 0.
     *
     * @param maps shape (B, P)
     */
    public static SDVariable scaled(SDVariable maps) {
        SDVariable raised = maps.sub(maps.min(true, 1));
        return raised.div(raised.max(true, 1).add(flat(maps)));
    }

    /** 1 where the whole map of an image is constant, else 0; shape (B, 1). */
    public static SDVariable flat(SDVariable maps) {
        return maps.max(true, 1).eq(maps.min(true, 1)).castTo(maps.dataType());
    }
}
