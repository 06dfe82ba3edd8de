package org.wsol.report.gallery;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.wsol.core.DataException;
import org.wsol.data.image.ImageDecoder;
import org.wsol.data.image.RgbImage;

/** A small copy of a photo for embedding in a page. */
final class Thumbnail {
    private static final int LONGEST_SIDE = 224;
    private static final float QUALITY = 0.8f;

    private Thumbnail() {}

    /**
     * The photo as {@code data:image/jpeg} URL with a longer side of at most 224 pixels; empty if it cannot be decoded.
     */
    static Optional<String> dataAddress(Path file, ImageDecoder decoder) {
        return decode(file, decoder)
                .map(Thumbnail::shrink)
                .map(Thumbnail::jpeg)
                .map(bytes -> "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(bytes));
    }

    private static Optional<BufferedImage> decode(Path file, ImageDecoder decoder) {
        try {
            return Optional.of(picture(decoder.decode(file)));
        } catch (DataException unreadable) {
            return Optional.empty(); // the gallery lists the photos it could not read
        }
    }

    private static BufferedImage picture(RgbImage photo) {
        BufferedImage picture = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                picture.setRGB(x, y, photo.at(y, x, 0) << 16 | photo.at(y, x, 1) << 8 | photo.at(y, x, 2));
            }
        }
        return picture;
    }

    private static BufferedImage shrink(BufferedImage photo) {
        double scale = Math.min(1, LONGEST_SIDE / (double) Math.max(photo.getWidth(), photo.getHeight()));
        int width = Math.max(1, (int) Math.round(photo.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(photo.getHeight() * scale));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        Image averaged = photo.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING);
        graphics.drawImage(averaged, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return small;
    }

    private static byte[] jpeg(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
            output.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing JPEG to memory failed", e);
        } finally {
            writer.dispose();
        }
    }
}
