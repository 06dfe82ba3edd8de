package org.wsol.eval.map;

/** Interpolation for resizing maps, as in OpenCV: half-pixel centres, replicated border, no antialiasing. */
public enum Interpolation {
    /** Four taps with {@code a = -0.75} (OpenCV's {@code INTER_CUBIC}): the reference evaluation's choice. */
    BICUBIC("bicubic", 4),
    /** Two taps (OpenCV's {@code INTER_LINEAR}). */
    BILINEAR("bilinear", 2);

    private static final float A = -0.75f;
    private final String id;
    private final int taps;

    Interpolation(String id, int taps) {
        this.id = id;
        this.taps = taps;
    }

    /** The name in configurations: {@code bicubic} or {@code bilinear}. */
    public String id() {
        return id;
    }

    int taps() {
        return taps;
    }

    /** The distance of the first tap to the left of the sample's floor. */
    int lead() {
        return taps / 2 - 1;
    }

    /** The taps' weights for a sample {@code x} in [0, 1) to the right of its floor, in float32 as OpenCV computes them. */
    float[] weights(float x) {
        if (this == BILINEAR) {
            return new float[] {1 - x, x};
        }
        float before = ((A * (x + 1) - 5 * A) * (x + 1) + 8 * A) * (x + 1) - 4 * A;
        float left = ((A + 2) * x - (A + 3)) * x * x + 1;
        float right = ((A + 2) * (1 - x) - (A + 3)) * (1 - x) * (1 - x) + 1;
        return new float[] {before, left, right, 1 - before - left - right};
    }
}
