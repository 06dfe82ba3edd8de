package org.wsol.data.image;

/** Bitmaps whose indices are coded as runs of 8 or 4 bits, with escapes for row ends, jumps and literal runs. */
final class BmpRunLength {
    private static final int END_OF_ROW = 0;
    private static final int END = 1;
    private static final int JUMP = 2;

    private final Bytes bytes;
    private final boolean halves;
    private final int width;
    private final byte[] indices;
    private int offset;
    private int x;
    private int y;

    private BmpRunLength(byte[] content, BmpHeader header) throws ImageFormatException {
        if (header.size().area() > Integer.MAX_VALUE - 8) {
            throw new ImageFormatException("the bitmap is too large for its coding");
        }
        this.bytes = Bytes.of(content);
        this.halves = header.compression() == BmpHeader.RUNS_OF_4;
        this.width = header.size().width();
        this.indices = new byte[(int) header.size().area()];
        this.offset = (int) Math.min(Integer.MAX_VALUE, header.pixels());
    }

    /** One byte per index, in the order of the file's rows. */
    static byte[] decode(byte[] content, BmpHeader header) throws ImageFormatException {
        BmpRunLength reader = new BmpRunLength(content, header);
        reader.readAll();
        return reader.indices;
    }

    private void readAll() throws ImageFormatException {
        while ((long) y * width < indices.length) {
            int count = bytes.at(offset);
            int value = bytes.at(offset + 1);
            offset += 2;
            if (count > 0) {
                run(count, value);
            } else if (value == END) {
                return;
            } else {
                escape(value);
            }
        }
    }

    private void escape(int value) throws ImageFormatException {
        if (value == END_OF_ROW) {
            x = 0;
            y++;
        } else if (value == JUMP) {
            x += bytes.at(offset);
            y += bytes.at(offset + 1);
            offset += 2;
        } else {
            literal(value);
        }
    }

    private void run(int count, int value) {
        for (int i = 0; i < count; i++) {
            put(halves ? (i % 2 == 0 ? value >> 4 : value & 0xf) : value);
        }
    }

    /** Literal indices are padded to a multiple of two bytes. */
    private void literal(int count) throws ImageFormatException {
        for (int i = 0; i < count; i++) {
            int value = bytes.at(offset + (halves ? i / 2 : i));
            put(halves ? (i % 2 == 0 ? value >> 4 : value & 0xf) : value);
        }
        int length = halves ? (count + 1) / 2 : count;
        offset += length + (length & 1);
    }

    /** Indices beyond the end of a row are dropped. */
    private void put(int index) {
        long position = (long) y * width + x;
        if (x < width && position < indices.length) {
            indices[(int) position] = (byte) index;
        }
        x++;
    }
}
