package org.wsol.eval.interchange;

/** IEEE 754 half-precision numbers (float16). */
final class HalfPrecision {
    private static final int EXPONENT_MASK = 0x1f;
    private static final int FRACTION_MASK = 0x3ff;
    private static final double SUBNORMAL_STEP = 0x1p-24;

    private HalfPrecision() {}

    /** The float32 number of the same value; NaN stays NaN. */
    static float toFloat(short bits) {
        int sign = bits >> 15 & 1;
        int exponent = bits >> 10 & EXPONENT_MASK;
        int fraction = bits & FRACTION_MASK;
        float magnitude;
        if (exponent == 0) {
            magnitude = (float) (fraction * SUBNORMAL_STEP);
        } else if (exponent == EXPONENT_MASK) {
            magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            magnitude = Float.intBitsToFloat(((exponent + 112) << 23) | (fraction << 13));
        }
        return sign == 1 ? -magnitude : magnitude;
    }
}
