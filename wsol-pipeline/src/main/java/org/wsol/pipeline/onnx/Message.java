package org.wsol.pipeline.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A protobuf message in the making (protobuf.dev/programming-guides/encoding): the three kinds of fields that ONNX needs. */
final class Message {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Message real(int field, float value) {
        tag(field, FIXED_32);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
            out.write(bits >>> shift);
        }
        return this;
    }

    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message bytes(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        out.writeBytes(value);
        return this;
    }

    Message message(int field, Message value) {
        tag(field, BYTES);
        varint(value.out.size());
        out.writeBytes(value.out.toByteArray());
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void tag(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~(long) SEVEN_BITS) != 0) {
            out.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
