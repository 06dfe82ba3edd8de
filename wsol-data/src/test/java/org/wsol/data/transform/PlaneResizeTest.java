package org.wsol.data.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.image.RgbImage;

class PlaneResizeTest {

    @Test
    void resizesLikeImagesUpToRounding() {
        ImageSize from = new ImageSize(31, 24);
        byte[] pixels = new byte[3 * 31 * 24];
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256);
        }
        for (ImageSize to : new ImageSize[] {new ImageSize(14, 17), new ImageSize(40, 24), new ImageSize(31, 24)}) {
            RgbImage expected = AntialiasedResize.resize(new RgbImage(from, pixels), to);
            float[] found = PlaneResize.resize(planes(new RgbImage(from, pixels)), from, to);
            float[] planes = planes(expected);
            assertThat(found).hasSameSizeAs(planes);
            for (int i = 0; i < planes.length; i++) {
                assertThat(found[i]).as("%s, value %d", to, i).isCloseTo(planes[i], within(1.05f));
            }
        }
    }

    private static float[] planes(RgbImage image) {
        float[] planes = new float[3 * image.width() * image.height()];
        Normalization.of(java.util.List.of(0.0, 0.0, 0.0), java.util.List.of(1 / 255.0, 1 / 255.0, 1 / 255.0))
                .toPlanes(image, false, planes);
        return planes;
    }

    @Test
    void rejectsArraysThatAreNotAPlane() {
        assertThatThrownBy(() -> PlaneResize.resize(new float[13], new ImageSize(3, 2), new ImageSize(2, 2)))
                .hasMessageContaining("13 values are no planes");
    }
}
