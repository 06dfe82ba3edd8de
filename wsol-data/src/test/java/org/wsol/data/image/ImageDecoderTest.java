package org.wsol.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsol.core.DataException;
import org.wsol.core.ImageSize;

/** Compares small files of every kind, created with Pillow, with Pillow's decoded pixels. */
class ImageDecoderTest {
    private static final Path FOLDER = Path.of("src/test/resources/decoding");

    @ParameterizedTest
    @CsvSource({
        "baseline.jpg, 0",
        "progressive.jpg, 0",
        "gray.jpg, 0",
        "rotated.jpg, 0",
        "cmyk.jpg, 2",
        "ycck.jpg, 2",
        "palette.png, 0",
        "alpha.png, 0",
        "graypng.png, 0",
        "deep.png, 0",
        "deepgray.png, 0",
        "bitmap.bmp, 0",
        "lossless.webp, 0",
        "interlaced.png, 0",
        "grey1.png, 0",
        "grey2.png, 0",
        "grey4.png, 0",
        "palette2.png, 0",
        "greyalpha.png, 0",
        "lateexif.png, 0",
        "bits1.bmp, 0",
        "bits4.bmp, 0",
        "paletted.bmp, 0",
        "greybmp.bmp, 0",
        "runs8.bmp, 0",
        "bits555.bmp, 0",
        "bits565.bmp, 0",
        "bits32.bmp, 0",
        "topdown.bmp, 0",
        "lossy.webp, 0",
        "withexif.webp, 0",
        "alphalossy.webp, 0",
        "alphalossless.webp, 0",
        "animated.webp, 0"
    })
    void readsTheSamePixelsAsPillow(String name, int tolerance) throws IOException {
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
    void rotatesPhotosUprightOnlyOnRequest() {
        Path rotated = FOLDER.resolve("rotated.jpg");
        RgbImage stored = ImageDecoder.asStored().decode(rotated);
        RgbImage upright = ImageDecoder.asStored().withExifOrientation(true).decode(rotated);
        assertThat(stored.size()).hasToString("53x37");
        assertThat(upright.size()).hasToString("37x53");
        assertThat(upright.at(0, 36, 1)).isEqualTo(stored.at(0, 0, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lateexif.png", "withexif.webp"})
    void readsTheOrientationOfEveryFormat(String name) throws IOException, ImageFormatException {
        Path file = FOLDER.resolve(name);
        ImageHeader header = ImageHeader.read(file);
        assertThat(header.orientation()).isEqualTo(6);
        assertThat(header.size()).hasToString("41x29");
        assertThat(header.uprightSize()).hasToString("29x41");
        assertThat(ImageHeader.parse(Files.readAllBytes(file))).isEqualTo(header);
        RgbImage stored = ImageDecoder.asStored().decode(file);
        RgbImage upright = ImageDecoder.asStored().withExifOrientation(true).decode(file);
        assertThat(upright.size()).hasToString("29x41");
        assertThat(upright.at(0, 28, 0)).isEqualTo(stored.at(0, 0, 0));
    }

    /** A header far from the start of a large file, which is missed if only the first bytes are read. */
    @Test
    void findsTheOrientationBehindManyPixels() throws IOException, ImageFormatException {
        byte[] png = Files.readAllBytes(FOLDER.resolve("lateexif.png"));
        byte[] padded = new byte[png.length + 12 + 100_000];
        System.arraycopy(png, 0, padded, 0, 33);
        ByteBuffer.wrap(padded, 33, 8).putInt(100_000).put(new byte[] {'p', 'r', 'V', 't'});
        System.arraycopy(png, 33, padded, 33 + 12 + 100_000, png.length - 33);
        Path file = Files.createTempFile("late", ".png");
        try {
            Files.write(file, padded);
            assertThat(ImageHeader.read(file).orientation()).isEqualTo(6);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void usesOpenCvOnlyForJpeg() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".jpg")).toList()) {
                byte[] content = Files.readAllBytes(file);
                assertThatThrownBy(() -> JpegPixels.decode(content))
                        .as(file.toString())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void rejectsScansThatWouldTakeMinutes() throws IOException {
        byte[] jpeg = Files.readAllBytes(FOLDER.resolve("progressive.jpg"));
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        bomb.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 300_000; i++) {
            bomb.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 2}, 0, 10);
        }
        bomb.write(jpeg, jpeg.length - 2, 2);
        assertThatThrownBy(() -> ImageDecoder.asStored().decode(bomb.toByteArray(), Path.of("bomb.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("scans");
    }

    /** The source of a pixel of the upright image, according to the table of the EXIF standard: column, then row. */
    private static int[] source(int orientation, int x, int y, ImageSize stored) {
        int right = stored.width() - 1;
        int bottom = stored.height() - 1;
        return switch (orientation) {
            case 2 -> new int[] {right - x, y};
            case 3 -> new int[] {right - x, bottom - y};
            case 4 -> new int[] {x, bottom - y};
            case 5 -> new int[] {y, x};
            case 6 -> new int[] {y, bottom - x};
            case 7 -> new int[] {right - y, bottom - x};
            case 8 -> new int[] {right - y, x};
            default -> new int[] {x, y};
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void undoesEveryOrientationAsInTheExifStandard(int orientation) throws IOException, ImageFormatException {
        byte[] content = Files.readAllBytes(FOLDER.resolve("rotated.jpg"));
        content[orientationOffset(content)] = (byte) orientation;
        Path name = Path.of("turned.jpg");
        RgbImage stored = ImageDecoder.asStored().decode(content, name);
        RgbImage upright = ImageDecoder.asStored().withExifOrientation(true).decode(content, name);
        ImageHeader header = ImageHeader.parse(content);
        assertThat(header.orientation()).isEqualTo(orientation);
        assertThat(header.size()).isEqualTo(stored.size());
        assertThat(header.uprightSize()).isEqualTo(upright.size());
        for (int y = 0; y < upright.height(); y++) {
            for (int x = 0; x < upright.width(); x++) {
                int[] from = source(orientation, x, y, stored.size());
                for (int c = 0; c < 3; c++) {
                    assertThat(upright.at(y, x, c)).isEqualTo(stored.at(from[1], from[0], c));
                }
            }
        }
    }

    /** The low byte of the value of tag 0x0112, in a big-endian EXIF block. */
    private static int orientationOffset(byte[] content) {
        for (int i = 0; i < content.length - 10; i++) {
            if (content[i] == 1 && content[i + 1] == 0x12 && content[i + 3] == 3 && content[i + 7] == 1) {
                return i + 9;
            }
        }
        throw new IllegalStateException("the image has no orientation tag");
    }

    @Test
    void rejectsTooManyPixelsBeforeDecoding() {
        ImageDecoder small = ImageDecoder.asStored().withMaxPixels(1000);
        assertThatThrownBy(() -> small.decode(FOLDER.resolve("baseline.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("baseline.jpg")
                .hasMessageContaining("53x37")
                .hasMessageContaining("limit");
    }

    @Test
    void reportsMissingAndForeignFiles() {
        assertThatThrownBy(() -> ImageDecoder.asStored().decode(FOLDER.resolve("none.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.jpg does not exist");
        assertThatThrownBy(() -> ImageDecoder.asStored().decode("hello".getBytes(), Path.of("note.jpg")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("neither JPEG, PNG, BMP nor WebP");
    }
}
