package org.wsol.data.transform;

import java.util.List;
import org.wsol.core.ImageSize;
import org.wsol.data.image.RgbImage;

/**
 * Converts 8-bit RGB to a network's float input: {@code (value / 255 - mean) / deviation} per channel, in single
 * precision and in this order of operations, as in torchvision's {@code ToTensor} and {@code Normalize}.
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
     * A normalisation with the given statistics.
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
        int width = image.width();
        int[] planes = new int[table.length * width];
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < table.length; c++) {
                    planes[c * width + x] = image.at(y, x, c);
                }
            }
            writeRow(planes, flip, into, image.size(), y);
        }
    }

    /**
     * Writes one row of an image of the given size.
     *
     * @param row its red values, then green, then blue, each 0..255
     */
    void writeRow(int[] row, boolean flip, float[] into, ImageSize size, int y) {
        int width = size.width();
        int area = size.height() * width;
        for (int c = 0; c < table.length; c++) {
            float[] values = table[c];
            int from = c * width;
            int to = c * area + y * width;
            if (flip) {
                for (int x = 0; x < width; x++) {
                    into[to + width - 1 - x] = values[row[from + x]];
                }
            } else {
                for (int x = 0; x < width; x++) {
                    into[to + x] = values[row[from + x]];
                }
            }
        }
    }
}
