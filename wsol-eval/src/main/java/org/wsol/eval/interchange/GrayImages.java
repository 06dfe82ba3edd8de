package org.wsol.eval.interchange;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.WsolException;
import org.wsol.eval.map.ScoreArray;

/** Reads grey images: score maps in 8 or 16 bit PNG, and masks. */
final class GrayImages {
    private static final int MAX_8_BIT = 255;
    private static final int MAX_16_BIT = 65535;
    private static final long MAX_PIXELS = 200_000_000L;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};

    private GrayImages() {}

    /**
     * A score map: 8-bit values divided by 255, 16-bit values by 65535.
     *
     * @throws InvalidInputException naming the file, when it is not a grey image
     */
    static ScoreArray scoreMap(Path file) {
        BufferedImage image = read(file);
        Raster raster = image.getRaster();
        int bits = image.getColorModel().getComponentSize(0);
        boolean indexed = image.getColorModel().getNumComponents() != raster.getNumBands()
                || image.getColorModel() instanceof java.awt.image.IndexColorModel;
        if (raster.getNumBands() != 1 || indexed || (bits != 8 && bits != 16)) {
            throw new InvalidInputException(file + " is not a grey PNG of 8 or 16 bit; save one channel, not colours");
        }
        double max = bits == 8 ? MAX_8_BIT : MAX_16_BIT;
        double[] scores = new double[image.getHeight() * image.getWidth()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = raster.getSample(i % image.getWidth(), i / image.getWidth(), 0) / max;
        }
        return ScoreArray.of(image.getHeight(), image.getWidth(), scores);
    }

    /**
     * The non-black pixels of a mask, resized with nearest neighbour as in OpenCV's {@code INTER_NEAREST}.
     *
     * @throws InvalidInputException naming the file, when it is not an image
     */
    static boolean[] mask(Path file, ImageSize size) {
        BufferedImage image = read(file);
        int[] columns = nearest(image.getWidth(), size.width());
        int[] rows = nearest(image.getHeight(), size.height());
        boolean[] mask = new boolean[Math.toIntExact(size.area())];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                mask[y * size.width() + x] = (image.getRGB(columns[x], rows[y]) & 0xffffff) != 0;
            }
        }
        return mask;
    }

    private static int[] nearest(int from, int to) {
        double step = 1 / ((double) to / from);
        int[] sources = new int[to];
        for (int i = 0; i < to; i++) {
            sources[i] = Math.min((int) Math.floor(i * step), from - 1);
        }
        return sources;
    }

    private static BufferedImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InvalidInputException(file + " does not exist");
        }
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            ImageReader reader =
                    ImageIO.getImageReadersByFormatName(formatOf(file, input)).next();
            try {
                reader.setInput(input, true, true);
                requireFewPixels(file, (long) reader.getWidth(0) * reader.getHeight(0));
                return reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (InvalidInputException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new InvalidInputException(file + " cannot be read as an image: " + WsolException.reason(e), e);
        }
    }

    /**
     * Determined by content: PNG or BMP, which Java reads. JPEG is rejected, as its compression would blur the edges of
     * masks.
     */
    private static String formatOf(Path file, ImageInputStream input) throws IOException {
        byte[] start = new byte[4];
        input.mark();
        int count = Math.max(0, input.read(start));
        input.reset();
        if (Arrays.equals(start, PNG)) {
            return "png";
        }
        if (count > 1 && start[0] == 'B' && start[1] == 'M') {
            return "bmp";
        }
        throw new InvalidInputException(
                file + " is not an image that can be read; masks and maps are PNG files, or BMP files");
    }

    private static void requireFewPixels(Path file, long pixels) {
        if (pixels > MAX_PIXELS) {
            throw new InvalidInputException(file + " has " + pixels / 1_000_000 + " megapixels; masks and maps may"
                    + " have at most " + MAX_PIXELS / 1_000_000);
        }
    }
}
