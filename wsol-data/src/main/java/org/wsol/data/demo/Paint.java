package org.wsol.data.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.wsol.core.random.SplitMix64;

/** Helpers for painting with explicit randomness. */
final class Paint {
    private Paint() {}

    static Graphics2D on(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        return graphics;
    }

    static double between(SplitMix64 random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    static boolean chance(SplitMix64 random, double probability) {
        return random.nextDouble() < probability;
    }

    /** A colour near another one: hue by up to 0.03 turns, saturation and brightness by up to {@code spread}. */
    static Color near(Color color, double spread, SplitMix64 random) {
        float[] hsb = Color.RGBtoHSB(color.getRed(), color.getGreen(), color.getBlue(), null);
        double hue = hsb[0] + between(random, -0.03, 0.03);
        double saturation = clamp(hsb[1] + between(random, -spread, spread));
        double brightness = clamp(hsb[2] + between(random, -spread, spread));
        return Color.getHSBColor((float) hue, (float) saturation, (float) brightness);
    }

    static Color shade(Color color, double factor) {
        return new Color(
                scale(color.getRed(), factor), scale(color.getGreen(), factor), scale(color.getBlue(), factor));
    }

    private static int scale(int channel, double factor) {
        return (int) Math.max(0, Math.min(255, channel * factor));
    }

    private static double clamp(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
