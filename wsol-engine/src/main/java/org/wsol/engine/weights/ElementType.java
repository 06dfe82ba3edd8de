package org.wsol.engine.weights;

import java.nio.ByteBuffer;

/** The element types of safetensors files, stored little-endian. */
enum ElementType {
    F64(8),
    F32(4),
    F16(2),
    BF16(2),
    I64(8),
    I32(4),
    I16(2),
    I8(1),
    U8(1),
    BOOL(1);

    private static final int HALF_MANTISSA_BITS = 10;
    private static final int HALF_EXPONENT_BIAS = 15;
    private static final int HALF_LARGEST_EXPONENT = 31;

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element. */
    int bytes() {
        return bytes;
    }

    /**
     * Converts the remaining elements of a little-endian buffer.
     *
     * @param values receives them
     * @param at the index of the first one
     */
    void read(ByteBuffer buffer, float[] values, int at) {
        int count = buffer.remaining() / bytes;
        if (this == F32) {
            buffer.asFloatBuffer().get(values, at, count);
            return;
        }
        for (int i = at; i < at + count; i++) {
            values[i] = next(buffer);
        }
    }

    /** The next element. */
    float next(ByteBuffer buffer) {
        return switch (this) {
            case F64 -> (float) buffer.getDouble();
            case F32 -> buffer.getFloat();
            case F16 -> halfToFloat(buffer.getShort());
            case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            case I64 -> buffer.getLong();
            case I32 -> buffer.getInt();
            case I16 -> buffer.getShort();
            case I8 -> buffer.get();
            case U8 -> buffer.get() & 0xff;
            case BOOL -> buffer.get() == 0 ? 0 : 1;
        };
    }

    /** IEEE 754 binary16 to binary32, with subnormal numbers, infinities and NaN. */
    static float halfToFloat(short half) {
        int mantissa = half & ((1 << HALF_MANTISSA_BITS) - 1);
        int exponent = (half >> HALF_MANTISSA_BITS) & HALF_LARGEST_EXPONENT;
        float magnitude;
        if (exponent == HALF_LARGEST_EXPONENT) {
            magnitude = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else if (exponent == 0) {
            magnitude = Math.scalb((float) mantissa, 1 - HALF_EXPONENT_BIAS - HALF_MANTISSA_BITS);
        } else {
            int significand = mantissa | 1 << HALF_MANTISSA_BITS;
            magnitude = Math.scalb((float) significand, exponent - HALF_EXPONENT_BIAS - HALF_MANTISSA_BITS);
        }
        return half < 0 ? -magnitude : magnitude;
    }
}
