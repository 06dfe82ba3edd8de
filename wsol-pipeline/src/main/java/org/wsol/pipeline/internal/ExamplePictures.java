package org.wsol.pipeline.internal;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.wsol.core.internal.io.PngOutput;

/** Generated, freely usable images as examples of a network's output: a bright disc on stripes. */
public final class ExamplePictures {
    private static final int SIDE = 96;
    private static final int COUNT = 3;
    private static final int PNG_MARK = 0x89;
    private static final int JPEG_MARK = 0xff;

    private ExamplePictures() {}

    /** Three fixed images, encoded as PNG. */
    public static List<byte[]> three() {
        return IntStream.range(0, COUNT).mapToObj(ExamplePictures::picture).toList();
    }

    private static byte[] picture(int number) {
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        int centreX = SIDE / 4 + number * SIDE / 4;
        int centreY = SIDE / 2 + (number - 1) * SIDE / 6;
        int radius = SIDE / 6 + number * 4;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int stripes = (x * (number + 1) + y * (3 - number)) / 6 % 2 == 0 ? 60 : 110;
                int dx = x - centreX;
                int dy = y - centreY;
                boolean inside = dx * dx + dy * dy < radius * radius;
                int red = inside ? 240 - 60 * number : stripes;
                int green = inside ? 120 + 50 * number : stripes + number * 20;
                int blue = inside ? 40 : stripes + 30;
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return PngOutput.bytes(picture);
    }

    /** The file name extension for an encoded image, determined by its first byte. */
    public static String ending(byte[] image) {
        int first = image.length == 0 ? 0 : image[0] & 0xff;
        return switch (first) {
            case PNG_MARK -> "png";
            case JPEG_MARK -> "jpg";
            case 'B' -> "bmp";
            case 'R' -> "webp";
            default -> "image";
        };
    }
}
