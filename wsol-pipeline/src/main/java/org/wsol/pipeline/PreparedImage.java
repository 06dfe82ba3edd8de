package org.wsol.pipeline;

import org.wsol.core.ImageSize;

/** An image in the network's input format. Immutable. */
public final class PreparedImage {
    private final ImageSize original;
    private final float[] planes;

    PreparedImage(ImageSize original, float[] planes) {
        this.original = original;
        this.planes = planes;
    }

    /** Size of the original image in pixels. */
    public ImageSize original() {
        return original;
    }

    float[] planes() {
        return planes;
    }
}
