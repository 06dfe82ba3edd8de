package org.wsol.data.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.image.RgbImage;
import org.wsol.data.transform.GeometrySampler.Resize;

class GeometryTest {
    private static final ImageSize SOURCE = new ImageSize(60, 80);
    private static final Box OBJECT = new Box(20, 15, 51, 44);

    /** Black with one white rectangle. */
    private static RgbImage image() {
        byte[] pixels = new byte[60 * 80 * 3];
        for (int y = OBJECT.y0(); y <= OBJECT.y1(); y++) {
            for (int i = OBJECT.x0() * 3; i < (OBJECT.x1() + 1) * 3; i++) {
                pixels[y * 80 * 3 + i] = (byte) 255;
            }
        }
        return new RgbImage(SOURCE, pixels);
    }

    private static boolean[] mask() {
        boolean[] mask = new boolean[60 * 80];
        for (int i = 0; i < mask.length; i++) {
            int x = i % 80;
            int y = i / 80;
            mask[i] = x >= OBJECT.x0() && x <= OBJECT.x1() && y >= OBJECT.y0() && y <= OBJECT.y1();
        }
        return mask;
    }

    @Test
    void truncatesResizedBoxesLikeTheReferenceEvaluation() {
        ImageGeometry geometry = ImageGeometry.resize(new ImageSize(20, 10), new ImageSize(10, 35));
        assertThat(geometry.apply(new Box(1, 2, 4, 3))).contains(new Box(3, 1, 14, 1));
        assertThat(geometry.apply(new Box(1, 2, 1, 2))).contains(new Box(3, 1, 3, 1));
    }

    @Test
    void transformsImageBoxAndMaskConsistently() {
        List<GeometrySampler> samplers = List.of(
                new Resize(new ImageSize(120, 160)),
                new ResizeRandomCrop(new ImageSize(120, 160), new ImageSize(100, 100), 0.5),
                new RandomResizedCrop(new ImageSize(64, 64), 0.3, 0.5));
        for (GeometrySampler sampler : samplers) {
            SplitMix64 random = new SplitMix64(9);
            for (int i = 0; i < 50; i++) {
                check(sampler.sample(SOURCE, random));
            }
        }
    }

    private static void check(ImageGeometry geometry) {
        RgbImage image = geometry.apply(image());
        boolean[] mask = geometry.apply(mask());
        Optional<Box> box = geometry.apply(OBJECT);
        assertThat(image.size()).isEqualTo(geometry.targetSize());
        for (int i = 0; i < mask.length; i++) {
            int x = i % image.width();
            int y = i / image.width();
            if (image.at(y, x, 0) == 255) {
                assertThat(mask[i]).as("mask where the object is solid").isTrue();
                assertThat(box.orElseThrow().x0()).isLessThanOrEqualTo(x + 2);
                assertThat(box.orElseThrow().x1()).isGreaterThanOrEqualTo(x - 2);
                assertThat(box.orElseThrow().y0()).isLessThanOrEqualTo(y + 2);
                assertThat(box.orElseThrow().y1()).isGreaterThanOrEqualTo(y - 2);
            } else if (image.at(y, x, 0) == 0) {
                assertThat(mask[i]).as("mask where there is no object").isFalse();
            }
        }
    }

    @Test
    void mirroringTwiceChangesNothing() {
        ImageGeometry mirrored = ImageGeometry.resize(SOURCE, SOURCE).withFlip(true);
        assertThat(mirrored.apply(mirrored.apply(image())).pixels()).isEqualTo(image().pixels());
        assertThat(mirrored.apply(OBJECT)).contains(new Box(79 - 51, 15, 79 - 20, 44));
        assertThat(mirrored.apply(OBJECT).flatMap(mirrored::apply)).contains(OBJECT);
    }

    @Test
    void removesABoxOutsideTheWindow() {
        PixelRegion corner = new PixelRegion(0, 0, new ImageSize(10, 10));
        ImageGeometry geometry = new ImageGeometry(SOURCE, PixelRegion.whole(SOURCE), SOURCE, corner, false);
        assertThat(geometry.apply(OBJECT)).isEmpty();
    }

    @Test
    void randomCropsReachEveryOffset() {
        GeometrySampler sampler = new ResizeRandomCrop(ImageSize.square(12), ImageSize.square(10), 0.5);
        SplitMix64 random = new SplitMix64(1);
        boolean[] seen = new boolean[18];
        for (int i = 0; i < 500; i++) {
            ImageGeometry drawn = sampler.sample(SOURCE, random);
            seen[drawn.window().x() + 3 * drawn.window().y() + (drawn.flip() ? 9 : 0)] = true;
        }
        assertThat(seen).doesNotContain(false);
    }

    @Test
    void colourJitterStaysWithinItsStrength() {
        RgbImage grey = new RgbImage(new ImageSize(1, 2), new byte[] {100, 100, 100, 50, 50, 50});
        for (int i = 0; i < 100; i++) {
            RgbImage brighter = new ColourJitter(0.2, 0, 0, 0).apply(grey, new SplitMix64(i));
            assertThat(brighter.at(0, 0, 0)).isBetween(80, 120);
            assertThat(brighter.at(0, 1, 0)).isBetween(40, 60);
            RgbImage turned = new ColourJitter(0, 0.3, 0.5, 0.5).apply(grey, new SplitMix64(i));
            assertThat(turned.at(0, 0, 0)).as("grey has no hue").isEqualTo(turned.at(0, 0, 1));
        }
    }
}
