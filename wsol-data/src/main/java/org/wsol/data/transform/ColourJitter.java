package org.wsol.data.transform;

import java.awt.Color;
import org.wsol.core.random.SplitMix64;
import org.wsol.data.image.RgbImage;

/**
 * Random brightness, contrast, saturation and hue, in random order, as in torchvision's {@code ColorJitter}: each
 * factor is uniform in {@code [max(0, 1 - x), 1 + x]}, the hue shift uniform in {@code [-hue, hue]} of a full turn.
 *
 * @param brightness at least 0; 0 switches it off
 * @param contrast at least 0; 0 switches it off
 * @param saturation at least 0; 0 switches it off
 * @param hue in [0, 0.5]; 0 switches it off
 */
public record ColourJitter(double brightness, double contrast, double saturation, double hue) {
    private static final int STEPS = 4;

    /** Whether all four are off. */
    public boolean isIdentity() {
        return brightness == 0 && contrast == 0 && saturation == 0 && hue == 0;
    }

    /** A jittered copy. */
    public RgbImage apply(RgbImage image, SplitMix64 random) {
        double[] factors = {
            factor(brightness, random),
            factor(contrast, random),
            factor(saturation, random),
            (2 * random.nextDouble() - 1) * hue
        };
        byte[] pixels = image.pixels().clone();
        for (int step : random.permutation(STEPS)) {
            switch (step) {
                case 0 -> blend(pixels, 0, factors[0], brightness);
                case 1 -> blend(pixels, meanLuma(pixels), factors[1], contrast);
                case 2 -> saturate(pixels, factors[2]);
                default -> shiftHue(pixels, factors[3]);
            }
        }
        return new RgbImage(image.size(), pixels);
    }

    private static double factor(double strength, SplitMix64 random) {
        double low = Math.max(0, 1 - strength);
        return low + (1 + strength - low) * random.nextDouble();
    }

    private static void blend(byte[] pixels, int base, double factor, double strength) {
        if (strength == 0) {
            return;
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = mix(base, pixels[i] & 0xff, factor);
        }
    }

    private void saturate(byte[] pixels, double factor) {
        if (saturation == 0) {
            return;
        }
        for (int i = 0; i < pixels.length; i += 3) {
            int luma = luma(pixels, i);
            for (int c = 0; c < 3; c++) {
                pixels[i + c] = mix(luma, pixels[i + c] & 0xff, factor);
            }
        }
    }

    private static byte mix(int base, int value, double factor) {
        double mixed = base + factor * (value - base);
        return (byte) Math.max(0, Math.min(255, (int) mixed));
    }

    private static int meanLuma(byte[] pixels) {
        long sum = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            sum += luma(pixels, i);
        }
        return (int) Math.round(sum / (pixels.length / 3.0));
    }

    /** ITU-R 601 luma in the 16-bit fixed point Pillow uses. */
    private static int luma(byte[] pixels, int i) {
        return ((pixels[i] & 0xff) * 19595 + (pixels[i + 1] & 0xff) * 38470 + (pixels[i + 2] & 0xff) * 7471 + 0x8000)
                >> 16;
    }

    private static void shiftHue(byte[] pixels, double turn) {
        if (turn == 0) {
            return;
        }
        float[] hsb = new float[3];
        for (int i = 0; i < pixels.length; i += 3) {
            Color.RGBtoHSB(pixels[i] & 0xff, pixels[i + 1] & 0xff, pixels[i + 2] & 0xff, hsb);
            int rgb = Color.HSBtoRGB(hsb[0] + (float) turn, hsb[1], hsb[2]);
            pixels[i] = (byte) (rgb >> 16);
            pixels[i + 1] = (byte) (rgb >> 8);
            pixels[i + 2] = (byte) rgb;
        }
    }
}
