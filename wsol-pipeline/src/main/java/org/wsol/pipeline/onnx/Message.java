package org.wsol.pipeline.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A builder of a protobuf message (protobuf.dev/programming-guides/encoding) with the three kinds of fields that ONNX
 * needs. Large values are not copied, so weights are in memory only once.
 */
final class Message {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int SEVEN_BITS = 0x7f;
    private static final int MORE = 0x80;

    private final List<byte[]> finished = new ArrayList<>();
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private long finishedBytes;

    Message number(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    Message real(int field, float value) {
        tag(field, FIXED_32);
        int bits = Float.floatToIntBits(value);
        for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
            open.write(bits >>> shift);
        }
        return this;
    }

    Message text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes must not be changed afterwards. */
    Message bytes(int field, byte[] value) {
        tag(field, BYTES);
        varint(value.length);
        keep(value);
        return this;
    }

    /** The inner message must not be changed afterwards. */
    Message message(int field, Message value) {
        tag(field, BYTES);
        varint(value.size());
        value.finish();
        value.finished.forEach(this::keep);
        return this;
    }

    long size() {
        return finishedBytes + open.size();
    }

    void writeTo(OutputStream out) throws IOException {
        finish();
        for (byte[] part : finished) {
            out.write(part);
        }
    }

    private void keep(byte[] value) {
        finish();
        finished.add(value);
        finishedBytes += value.length;
    }

    private void finish() {
        if (open.size() > 0) {
            finished.add(open.toByteArray());
            finishedBytes += open.size();
            open.reset();
        }
    }

    private void tag(int field, int kind) {
        varint((long) field << 3 | kind);
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~(long) SEVEN_BITS) != 0) {
            open.write((int) (rest & SEVEN_BITS) | MORE);
            rest >>>= 7;
        }
        open.write((int) rest);
    }
}
