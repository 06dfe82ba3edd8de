package org.wsol.data.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.wsol.core.ImageSize;
import org.wsol.data.image.PixelRows.ChannelOrder;

/** The pixels of an OpenCV matrix of type CV_8UC3, without a copy; valid while the matrix is open. */
final class BgrPixels implements PixelRows {
    private static final int CHANNELS = 3;
    private final ImageSize size;
    private final BytePointer data;
    private final long rowBytes;

    BgrPixels(Mat bgr) {
        this.size = new ImageSize(bgr.rows(), bgr.cols());
        this.data = bgr.data();
        this.rowBytes = bgr.step();
    }

    @Override
    public ImageSize size() {
        return size;
    }

    @Override
    public ChannelOrder order() {
        return ChannelOrder.BGR;
    }

    @Override
    public void copyRow(int y, int x, int width, byte[] into) {
        data.position(y * rowBytes + (long) x * CHANNELS).get(into, 0, width * CHANNELS);
    }
}
