package org.wsol.data.image;

import java.util.Arrays;
import org.wsol.core.ImageSize;

/** The pixels of a Windows bitmap, in Java: 1 to 32 bits per pixel, palettes, bit fields and run lengths. */
final class BmpPixels {
    private final byte[] content;
    private final BmpHeader header;

    private BmpPixels(byte[] content, BmpHeader header) {
        this.content = content;
        this.header = header;
    }

    static BgrMatrix decode(byte[] content) throws ImageFormatException {
        BmpHeader header = BmpHeader.read(Bytes.of(content));
        return new BmpPixels(content, header).read();
    }

    private BgrMatrix read() throws ImageFormatException {
        byte[] indices = header.isRunLength() ? BmpRunLength.decode(content, header) : new byte[0];
        ImageSize size = header.size();
        byte[] bgr = new byte[3 * size.width()];
        BgrMatrix matrix = BgrMatrix.black(size);
        for (int row = 0; row < size.height(); row++) {
            if (header.isRunLength()) {
                byte[] line = Arrays.copyOfRange(indices, row * size.width(), (row + 1) * size.width());
                header.palette().paint(line, 8, size.width(), bgr);
            } else {
                paintRow(header.pixels() + row * header.rowBytes(), bgr);
            }
            matrix.putRow(header.topDown() ? row : size.height() - 1 - row, 0, bgr, size.width());
        }
        return matrix;
    }

    private void paintRow(long start, byte[] bgr) throws ImageFormatException {
        if (start < 0 || start + header.rowBytes() > content.length) {
            throw new ImageFormatException("the BMP is truncated: pixel rows are missing");
        }
        int width = header.size().width();
        byte[] row = Arrays.copyOfRange(content, (int) start, (int) (start + header.rowBytes()));
        switch (header.bits()) {
            case 24 -> System.arraycopy(row, 0, bgr, 0, 3 * width);
            case 16, 32 -> header.fields().paint(row, header.bits() / 8, width, bgr);
            default -> header.palette().paint(row, header.bits(), width, bgr);
        }
    }
}
