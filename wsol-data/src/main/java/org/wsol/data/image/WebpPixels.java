package org.wsol.data.image;

import com.luciad.imageio.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.wsol.core.ImageSize;

/**
 * Decodes WebP with libwebp. Only the coded image is passed to libwebp, in its own container; metadata and animations
 * are parsed in Java, and colour profiles are ignored.
 */
final class WebpPixels {
    private static final int CHUNK_HEADER = 8;
    private static final int CONTAINER = 12;

    private WebpPixels() {}

    /** The still image, or the first one of an animation on its black canvas; transparency is dropped. */
    static BgrMatrix decode(byte[] content, ImageSize canvas) throws ImageFormatException {
        Bytes bytes = Bytes.of(content);
        WebpStructure.Frame frame = WebpStructure.read(bytes)
                .frame()
                .orElseThrow(() -> new ImageFormatException("the WebP has no image chunk"));
        requireInside(canvas, frame, WebpStructure.sizeOf(bytes, frame));
        BufferedImage picture = read(alone(content, frame));
        BgrMatrix matrix = BgrMatrix.black(canvas);
        int[] row = new int[picture.getWidth()];
        byte[] bgr = new byte[3 * row.length];
        for (int y = 0; y < picture.getHeight(); y++) {
            picture.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int x = 0; x < row.length; x++) {
                bgr[3 * x] = (byte) row[x];
                bgr[3 * x + 1] = (byte) (row[x] >> 8);
                bgr[3 * x + 2] = (byte) (row[x] >> 16);
            }
            matrix.putRow(frame.y() + y, frame.x(), bgr, row.length);
        }
        return matrix;
    }

    private static void requireInside(ImageSize canvas, WebpStructure.Frame frame, int[] size)
            throws ImageFormatException {
        boolean inside = (long) frame.y() + size[0] <= canvas.height() && (long) frame.x() + size[1] <= canvas.width();
        if (!inside || size[0] < 1 || size[1] < 1) {
            throw new ImageFormatException(
                    "the WebP's image of " + size[1] + "x" + size[0] + " does not fit on its canvas of " + canvas);
        }
    }

    /** A file that contains only the coded image. */
    private static byte[] alone(byte[] content, WebpStructure.Frame frame) throws ImageFormatException {
        int length = CHUNK_HEADER + frame.bytes();
        if (frame.chunk() + (long) length > content.length) {
            throw new ImageFormatException("the WebP is truncated after " + content.length + " bytes");
        }
        int padded = length + (length & 1);
        ByteBuffer file = ByteBuffer.allocate(CONTAINER + padded).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {'R', 'I', 'F', 'F'}).putInt(4 + padded).put(new byte[] {'W', 'E', 'B', 'P'});
        file.put(content, frame.chunk(), length);
        return file.array();
    }

    private static BufferedImage read(byte[] file) throws ImageFormatException {
        WebpLibrary.require();
        ImageReader reader = new WebPImageReaderSpi().createReaderInstance(null);
        try (MemoryCacheImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            throw new ImageFormatException("its pixel data is damaged", e);
        } finally {
            reader.dispose();
        }
    }
}
