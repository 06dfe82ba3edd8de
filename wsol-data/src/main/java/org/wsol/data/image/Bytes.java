package org.wsol.data.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bounds-checked reading of a file's content: reading beyond the end is a format error, not a crash. The content is in
 * memory or read from the file on demand. Not thread-safe.
 */
final class Bytes {
    private static final int WINDOW = 1 << 15;

    private final Source source;
    private final int length;
    private byte[] window;
    private int start;

    /** The source of bytes. */
    private interface Source {
        byte[] read(int start, int count) throws IOException;
    }

    private Bytes(byte[] window, int length, Source source) {
        this.window = window;
        this.length = length;
        this.source = source;
    }

    /** The content of a file, or its beginning. */
    static Bytes of(byte[] content) {
        return new Bytes(content, content.length, (start, count) -> new byte[0]);
    }

    /** The content of an open file, of which only the needed parts are read. */
    static Bytes of(FileChannel file) throws IOException {
        int length = (int) Math.min(Integer.MAX_VALUE - 8, file.size());
        return new Bytes(new byte[0], length, (start, count) -> read(file, start, count));
    }

    private static byte[] read(FileChannel file, int start, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        int got = 0;
        while (got >= 0 && bytes.hasRemaining()) {
            got = file.read(bytes, start + (long) bytes.position());
        }
        return bytes.array();
    }

    int length() {
        return length;
    }

    boolean startsWith(int offset, int... expected) {
        if (offset < 0 || length - offset < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (byteAt(offset + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    int at(int offset) throws ImageFormatException {
        if (offset < 0 || offset >= length) {
            throw new ImageFormatException("the file is truncated after " + length + " bytes");
        }
        return byteAt(offset);
    }

    private int byteAt(int offset) {
        int inside = offset - start;
        if (inside < 0 || inside >= window.length) {
            load(offset);
            inside = offset - start;
        }
        return window[inside] & 0xff;
    }

    private void load(int offset) {
        start = offset - offset % WINDOW;
        try {
            window = source.read(start, Math.min(WINDOW, length - start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int bigEndian16(int offset) throws ImageFormatException {
        return at(offset) << 8 | at(offset + 1);
    }

    long bigEndian32(int offset) throws ImageFormatException {
        return (long) bigEndian16(offset) << 16 | bigEndian16(offset + 2);
    }

    int littleEndian16(int offset) throws ImageFormatException {
        return at(offset) | at(offset + 1) << 8;
    }

    int littleEndian24(int offset) throws ImageFormatException {
        return littleEndian16(offset) | at(offset + 2) << 16;
    }

    long littleEndian32(int offset) throws ImageFormatException {
        return littleEndian16(offset) | (long) littleEndian16(offset + 2) << 16;
    }
}
