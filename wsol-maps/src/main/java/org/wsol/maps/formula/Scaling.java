package org.wsol.maps.formula;

/** Scales arrays to [0, 1]. */
public final class Scaling {
    private Scaling() {}

    /**
     * {@code (v - min) / (max - min + epsilon)}, in place; all zeros if the array is constant or contains a value that
     * is not finite.
     */
    public static void minMax(float[] values, double epsilon) {
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        boolean finite = true;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            finite &= Float.isFinite(value);
        }
        double range = (double) high - low + epsilon;
        for (int i = 0; i < values.length; i++) {
            values[i] = finite && high > low ? (float) (((double) values[i] - low) / range) : 0;
        }
    }

    /** {@code max(v, 0)}, in place. */
    public static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
