package org.wsol.data.transform;

import java.util.List;
import org.wsol.data.image.RgbImage;

/**
 * Turns 8-bit RGB into the floats a network reads: {@code (value / 255 - mean) / deviation} per channel, in single
 * precision and in this order of operations, as torchvision's {@code ToTensor} and {@code Normalize} do.
 */
public final class Normalization {
    /** Channel means of ImageNet, RGB. */
    public static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);

    /** Channel deviations of ImageNet, RGB. */
    public static final List<Double> IMAGENET_DEVIATION = List.of(0.229, 0.224, 0.225);

    private static final int LEVELS = 256;
    private final float[][] table;

    private Normalization(float[][] table) {
        this.table = table;
    }

    /**
     * A normalisation with these statistics.
     *
     * @param mean three numbers in [0, 1], RGB
     * @param deviation three positive numbers, RGB
     */
    public static Normalization of(List<Double> mean, List<Double> deviation) {
        float[][] table = new float[mean.size()][LEVELS];
        for (int c = 0; c < table.length; c++) {
            float m = mean.get(c).floatValue();
            float d = deviation.get(c).floatValue();
            for (int v = 0; v < LEVELS; v++) {
                table[c][v] = (v / 255f - m) / d;
            }
        }
        return new Normalization(table);
    }

    /** The statistics of ImageNet. */
    public static Normalization imageNet() {
        return of(IMAGENET_MEAN, IMAGENET_DEVIATION);
    }

    /**
     * Writes an image as planes: all red values, then green, then blue, row-major.
     *
     * @param flip whether to mirror left to right
     * @param into at least {@code 3 * height * width} long
     */
    public void toPlanes(RgbImage image, boolean flip, float[] into) {
        byte[] pixels = image.pixels();
        int width = image.width();
        int area = image.height() * width;
        float[] red = table[0];
        float[] green = table[1];
        float[] blue = table[2];
        int p = 0;
        int step = flip ? -1 : 1;
        for (int row = 0; row < area; row += width) {
            int o = flip ? row + width - 1 : row;
            for (int x = 0; x < width; x++, p += 3, o += step) {
                into[o] = red[pixels[p] & 0xff];
                into[area + o] = green[pixels[p + 1] & 0xff];
                into[2 * area + o] = blue[pixels[p + 2] & 0xff];
            }
        }
    }
}
