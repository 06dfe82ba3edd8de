package org.wsol.data.image;

/** Bounds-checked reading of a file's content: running off the end is a format error, not a crash. */
final class Bytes {
    private final byte[] content;

    Bytes(byte[] content) {
        this.content = content;
    }

    int length() {
        return content.length;
    }

    boolean startsWith(int offset, int... expected) {
        if (offset < 0 || content.length - offset < expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if ((content[offset + i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    int at(int offset) throws ImageFormatException {
        if (offset < 0 || offset >= content.length) {
            throw new ImageFormatException("the file is truncated after " + content.length + " bytes");
        }
        return content[offset] & 0xff;
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

    long littleEndian32(int offset) throws ImageFormatException {
        return littleEndian16(offset) | (long) littleEndian16(offset + 2) << 16;
    }
}
