package org.wsol.data.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG with libjpeg-turbo's accurate integer transform in OpenCV. OpenCV is used for this format only, because
 * its decoders of other formats are old and can crash on damaged files.
 */
final class JpegPixels {
    private JpegPixels() {}

    /** Decodes content with a JPEG header; ignores EXIF data. */
    static BgrMatrix decode(byte[] content) throws ImageFormatException {
        if (!Bytes.of(content).startsWith(0, 0xFF, 0xD8, 0xFF)) {
            throw new IllegalArgumentException("only JPEG may be given to OpenCV");
        }
        try (BytePointer pointer = new BytePointer(content);
                Mat input = new Mat(1, content.length, opencv_core.CV_8UC1, pointer)) {
            Mat bgr = opencv_imgcodecs.imdecode(
                    input, opencv_imgcodecs.IMREAD_COLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION);
            if (bgr.empty() || bgr.type() != opencv_core.CV_8UC3) {
                bgr.close();
                throw new ImageFormatException("its pixel data is damaged");
            }
            return BgrMatrix.of(bgr);
        }
    }
}
