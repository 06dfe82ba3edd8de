package org.wsol.pipeline.internal;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.Raster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.ImageGeometry;

/**
 * Converts images to a trained network's input: resized and normalised as in its evaluation.
 *
 * @param preprocessing of its training
 */
public record NetworkInput(Preprocessing preprocessing) {
    private static final Path IN_MEMORY = Path.of("in memory");

    /**
     * Reads an image file.
     *
     * @throws InvalidInputException naming the file, when it is missing or not an image
     */
    public RgbImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException("there is no image " + file);
        }
        try {
            return preprocessing.reading().decoder().decode(file);
        } catch (DataException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    /**
     * Decodes an image in memory.
     *
     * @throws InvalidInputException if it is not an image
     */
    public RgbImage read(byte[] content) {
        try {
            return preprocessing.reading().decoder().decode(content, IN_MEMORY);
        } catch (DataException e) {
            throw new InvalidInputException(e.getMessage(), e);
        }
    }

    /**
     * The pixels of a Java image, as if it had been read from a file: transparency is ignored, and 16-bit samples are
     * reduced to their high byte.
     */
    public static RgbImage pixels(BufferedImage image) {
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && image.getColorModel() instanceof ComponentColorModel) {
            return grey(image);
        }
        int width = image.getWidth();
        int[] row = new int[width];
        byte[] pixels = new byte[3 * width * image.getHeight()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int rgb : row) {
                pixels[at++] = (byte) (rgb >> 16);
                pixels[at++] = (byte) (rgb >> 8);
                pixels[at++] = (byte) rgb;
            }
        }
        return new RgbImage(new ImageSize(image.getHeight(), width), pixels);
    }

    /** The samples themselves, as {@code getRGB} considers those of 8 and 16 bits linear and converts them to sRGB. */
    private static RgbImage grey(BufferedImage image) {
        Raster raster = image.getRaster();
        int width = image.getWidth();
        int down = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
        int[] row = new int[width];
        byte[] pixels = new byte[3 * width * image.getHeight()];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
            for (int sample : row) {
                Arrays.fill(pixels, at, at + 3, (byte) (sample >> down));
                at += 3;
            }
        }
        return new RgbImage(new ImageSize(image.getHeight(), width), pixels);
    }

    /** The network's input for images, shape (B, 3, H, W); the caller closes it. */
    public INDArray tensor(List<RgbImage> images) {
        ImageSize size = preprocessing.transformation().evaluationInputSize();
        int length = Math.toIntExact(3 * size.area());
        float[] planes = new float[Math.multiplyExact(images.size(), length)];
        IntStream.range(0, images.size()).parallel().forEach(i -> {
            float[] own = planes(images.get(i));
            System.arraycopy(own, 0, planes, i * length, length);
        });
        return Nd4j.create(planes, new long[] {images.size(), 3, size.height(), size.width()}, 'c');
    }

    /** The network's input for one image as three planes, red, green, blue. */
    public float[] planes(RgbImage image) {
        ImageGeometry geometry =
                preprocessing.transformation().evaluationGeometry().sample(image.size(), new SplitMix64(0));
        float[] planes = new float[Math.toIntExact(3 * geometry.targetSize().area())];
        preprocessing.transformation().normalization().toPlanes(geometry.cut(image), geometry.flip(), planes);
        return planes;
    }
}
