package org.wsol.core.internal.io;

import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes PNG images without the temporary file that {@link ImageIO} uses by default, which fails if its folder is full. */
public final class PngOutput {
    private PngOutput() {}

    /** An image as PNG. */
    public static byte[] bytes(RenderedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            write(image, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** Writes an image to a stream, which stays open. */
    public static void write(RenderedImage image, OutputStream stream) throws IOException {
        try (MemoryCacheImageOutputStream png = new MemoryCacheImageOutputStream(stream)) {
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this Java cannot write PNG images of type " + image.getColorModel());
            }
        }
    }
}
