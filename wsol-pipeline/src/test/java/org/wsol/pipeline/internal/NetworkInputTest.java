package org.wsol.pipeline.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.data.batch.Preprocessing;
import org.wsol.data.image.RgbImage;

class NetworkInputTest {
    private static final int WIDTH = 40;
    private static final int HEIGHT = 30;

    @TempDir
    Path folder;

    /** Java converts the samples of grey images from linear to sRGB when it is asked for colours. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB
            })
    void imagesInMemoryHaveThePixelsOfTheirFile(int type) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        int unit = type == BufferedImage.TYPE_USHORT_GRAY ? 257 : 1;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < image.getRaster().getNumBands(); band++) {
                    image.getRaster().setSample(x, y, band, band == 3 ? 255 : unit * (x * 6 + y / 3 + band));
                }
            }
        }
        Path file = folder.resolve("image.png");
        assertThat(ImageIO.write(image, "png", file.toFile())).isTrue();
        RgbImage expected = new NetworkInput(Preprocessing.of(32, 32)).read(file);

        assertThat(NetworkInput.pixels(image).pixels()).isEqualTo(expected.pixels());
        assertThat(NetworkInput.pixels(ImageIO.read(file.toFile())).pixels()).isEqualTo(expected.pixels());
    }
}
