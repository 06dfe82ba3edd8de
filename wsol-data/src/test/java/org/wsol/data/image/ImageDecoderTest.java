package org.wsol.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsol.core.DataException;

/** Small files of every kind, made with Pillow, against the pixels Pillow reads from them. */
class ImageDecoderTest {
    private static final Path FOLDER = Path.of("src/test/resources/decoding");

    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, 0", "progressive.jpg, 0", "gray.jpg, 0", "rotated.jpg, 0", "cmyk.jpg, 2",
        "palette.png, 0", "alpha.png, 0", "graypng.png, 0", "deep.png, 0", "deepgray.png, 0",
        "bitmap.bmp, 0", "lossless.webp, 0", "lossy.webp, 3"
    })
    void readsThePixelsPillowReads(String name, int tolerance) throws IOException {
        RgbImage actual = ImageDecoder.asStored().decode(FOLDER.resolve(name));
        String expectedName = name.substring(0, name.indexOf('.')) + ".expected.png";
        BufferedImage expected = ImageIO.read(FOLDER.resolve(expectedName).toFile());
        assertThat(actual.width()).isEqualTo(expected.getWidth());
        assertThat(actual.height()).isEqualTo(expected.getHeight());
        assertThat(largestDifference(actual, expected)).isLessThanOrEqualTo(tolerance);
    }

    private static int largestDifference(RgbImage actual, BufferedImage expected) {
        int worst = 0;
        for (int y = 0; y < actual.height(); y++) {
            for (int x = 0; x < actual.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    int value = expected.getRGB(x, y) >> (16 - 8 * c) & 0xff;
                    worst = Math.max(worst, Math.abs(value - actual.at(y, x, c)));
                }
            }
        }
        return worst;
    }

    @Test
    void turnsPhotosUprightOnlyWhenAskedTo() {
        Path rotated = FOLDER.resolve("rotated.jpg");
        RgbImage stored = ImageDecoder.asStored().decode(rotated);
        RgbImage upright = ImageDecoder.asStored().withExifOrientation(true).decode(rotated);
        assertThat(stored.size()).hasToString("53x37");
        assertThat(upright.size()).hasToString("37x53");
        assertThat(upright.at(0, 36, 1)).isEqualTo(stored.at(0, 0, 1));
    }

    @Test
    void refusesTooManyPixelsBeforeDecoding() {
        ImageDecoder small = ImageDecoder.asStored().withMaxPixels(1000);
        assertThatThrownBy(() -> small.decode(FOLDER.resolve("baseline.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("baseline.jpg")
                .hasMessageContaining("53x37")
                .hasMessageContaining("limit");
    }

    @Test
    void namesMissingAndForeignFiles() {
        assertThatThrownBy(() -> ImageDecoder.asStored().decode(FOLDER.resolve("none.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.jpg does not exist");
        assertThatThrownBy(() -> ImageDecoder.asStored().decode("hello".getBytes(), Path.of("note.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("neither JPEG, PNG, BMP nor WebP");
    }
}
