package org.wsol.data.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.wsol.core.ImageSize;

/** Off-heap memory for an image, three bytes per pixel (blue, green, red), written row by row. */
final class BgrMatrix implements AutoCloseable {
    private static final int CHANNELS = 3;
    private final Mat matrix;
    private final BytePointer data;
    private final long rowBytes;
    private final ImageSize size;

    private BgrMatrix(Mat matrix) {
        this.matrix = matrix;
        this.data = matrix.data();
        this.rowBytes = matrix.step();
        this.size = new ImageSize(matrix.rows(), matrix.cols());
    }

    /** Takes ownership of a matrix of type CV_8UC3. */
    static BgrMatrix of(Mat matrix) {
        return new BgrMatrix(matrix);
    }

    /** A black image. */
    static BgrMatrix black(ImageSize size) {
        Mat matrix = new Mat(size.height(), size.width(), opencv_core.CV_8UC3);
        BgrMatrix black = new BgrMatrix(matrix);
        byte[] row = new byte[CHANNELS * size.width()];
        for (int y = 0; y < size.height(); y++) {
            black.putRow(y, 0, row, size.width());
        }
        return black;
    }

    ImageSize size() {
        return size;
    }

    /** Writes consecutive pixels. */
    void putRow(int y, int x, byte[] bgr, int pixels) {
        data.position(y * rowBytes + (long) x * CHANNELS).put(bgr, 0, pixels * CHANNELS);
    }

    PixelRows pixels() {
        return new BgrPixels(matrix);
    }

    /**
     * The image rotated upright according to its EXIF orientation; this instance is closed if the result is another
     * object.
     */
    BgrMatrix upright(int orientation) {
        if (orientation == ExifOrientation.UPRIGHT) {
            return this;
        }
        Mat turned = new Mat();
        switch (orientation) {
            case 2 -> opencv_core.flip(matrix, turned, 1);
            case 3 -> opencv_core.flip(matrix, turned, -1);
            case 4 -> opencv_core.flip(matrix, turned, 0);
            case 5 -> opencv_core.transpose(matrix, turned);
            case 6 -> opencv_core.rotate(matrix, turned, opencv_core.ROTATE_90_CLOCKWISE);
            case 7 -> transposeAcross(turned);
            case 8 -> opencv_core.rotate(matrix, turned, opencv_core.ROTATE_90_COUNTERCLOCKWISE);
            default -> throw new IllegalArgumentException("no orientation " + orientation);
        }
        close();
        return new BgrMatrix(turned);
    }

    private void transposeAcross(Mat turned) {
        try (Mat half = new Mat()) {
            opencv_core.flip(matrix, half, -1);
            opencv_core.transpose(half, turned);
        }
    }

    @Override
    public void close() {
        matrix.close();
    }
}
