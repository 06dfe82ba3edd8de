package org.wsol.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;

/**
 * The pixels of a PNG file (ISO/IEC 15948), in Java. 16-bit samples are reduced to their high byte, as in Pillow;
 * transparency, gamma and colour profiles are dropped.
 */
final class PngPixels {
    /** First column and row, and steps, of each of Adam7's passes. */
    private static final int[][] ADAM7 = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}
    };

    private static final int[][] WHOLE = {{0, 0, 1, 1}};
    private static final int INTERLACED = 1;

    private final PngFormat format;
    private final PngRowExpander expander;
    private final BgrMatrix matrix;

    private PngPixels(PngFormat format, PngRowExpander expander, BgrMatrix matrix) {
        this.format = format;
        this.expander = expander;
        this.matrix = matrix;
    }

    static BgrMatrix decode(byte[] content) throws ImageFormatException {
        PngFormat format = PngFormat.read(Bytes.of(content));
        PngChunks chunks = PngChunks.read(content);
        PngRowExpander expander = new PngRowExpander(format, chunks.palette());
        BgrMatrix matrix = BgrMatrix.black(format.size());
        try (InputStream rows = new InflaterInputStream(chunks.imageData())) {
            new PngPixels(format, expander, matrix).read(rows);
            return matrix;
        } catch (IOException e) {
            matrix.close();
            throw new ImageFormatException("its pixel data is damaged (" + e.getMessage() + ")", e);
        } catch (ImageFormatException | RuntimeException e) {
            matrix.close();
            throw e;
        }
    }

    private void read(InputStream rows) throws IOException, ImageFormatException {
        for (int[] pass : format.interlace() == INTERLACED ? ADAM7 : WHOLE) {
            int width = count(format.size().width(), pass[0], pass[2]);
            int height = count(format.size().height(), pass[1], pass[3]);
            if (width > 0 && height > 0) {
                readPass(rows, pass, width, height);
            }
        }
    }

    private static int count(int side, int first, int step) {
        return (side - first + step - 1) / step;
    }

    private void readPass(InputStream rows, int[] pass, int width, int height)
            throws IOException, ImageFormatException {
        int length = format.rowBytes(width);
        byte[] row = new byte[length];
        byte[] above = new byte[length];
        byte[] bgr = new byte[3 * width];
        for (int y = 0; y < height; y++) {
            int filter = rows.read();
            if (filter < 0 || rows.readNBytes(row, 0, length) < length) {
                throw new ImageFormatException("its pixel data ends too early");
            }
            PngFilter.undo(filter, row, above, format.filterDistance());
            expander.expand(row, width, bgr);
            put(pass, y, width, bgr);
            byte[] done = above;
            above = row;
            row = done;
        }
    }

    private void put(int[] pass, int y, int width, byte[] bgr) {
        int line = pass[1] + y * pass[3];
        if (pass[2] == 1) {
            matrix.putRow(line, pass[0], bgr, width);
            return;
        }
        byte[] pixel = new byte[3];
        for (int x = 0; x < width; x++) {
            System.arraycopy(bgr, 3 * x, pixel, 0, 3);
            matrix.putRow(line, pass[0] + x * pass[2], pixel, 1);
        }
    }
}
