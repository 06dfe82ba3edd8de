package org.wsol.maps;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The image of a case as network input. */
public final class NetworkImages {
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

    private NetworkImages() {}

    /** {@code image.png}, normalised with ImageNet's statistics, shape (1, 3, H, W). */
    public static INDArray of(MapCase owner) {
        try {
            BufferedImage picture =
                    ImageIO.read(owner.folder().resolve("image.png").toFile());
            int area = picture.getWidth() * picture.getHeight();
            float[] values = new float[3 * area];
            for (int i = 0; i < area; i++) {
                int rgb = picture.getRGB(i % picture.getWidth(), i / picture.getWidth());
                for (int c = 0; c < 3; c++) {
                    values[c * area + i] = ((rgb >> (16 - 8 * c) & 0xff) / 255f - MEAN[c]) / DEVIATION[c];
                }
            }
            return Nd4j.create(values, new long[] {1, 3, picture.getHeight(), picture.getWidth()}, 'c');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
