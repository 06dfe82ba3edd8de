package org.wsol.pipeline;

import org.wsol.core.ImageSize;

/** An image as the network takes it. Immutable. */
public final class PreparedImage {
    private final ImageSize original;
    private final float[] planes;

    PreparedImage(ImageSize original, float[] planes) {
        this.original = original;
        this.planes = planes;
    }

    /** Size in pixels of the image before it was resized. */
    public ImageSize original() {
        return original;
    }

    float[] planes() {
        return planes;
    }
}
