package org.wsol.data.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import org.wsol.core.random.SplitMix64;

/** Paints the background of the creatures: a gradient, blades, pebbles, leaves and twigs, with grain on top. */
final class Background {
    private static final double UNIT = 96.0;

    /**
     * Muted, cool backgrounds: meadow, moss, slate, dusk, lagoon, forest floor. Warm colours are reserved for the
     * creatures.
     */
    private static final List<List<Color>> GROUNDS = List.of(
            List.of(new Color(0x5F7350), new Color(0x4F6343), new Color(0x738762)),
            List.of(new Color(0x4C6355), new Color(0x3D5146), new Color(0x61796B)),
            List.of(new Color(0x70747C), new Color(0x5E626B), new Color(0x868A91)),
            List.of(new Color(0x5A5B78), new Color(0x4A4B66), new Color(0x6E6F8C)),
            List.of(new Color(0x4F6A70), new Color(0x40595F), new Color(0x668187)),
            List.of(new Color(0x4A4F45), new Color(0x3A3F37), new Color(0x5F655A)));

    private Background() {}

    static void paint(BufferedImage image, SplitMix64 random) {
        int size = image.getWidth();
        List<Color> ground = GROUNDS.get(random.nextInt(GROUNDS.size()));
        Graphics2D graphics = Paint.on(image);
        double slant = Paint.between(random, -size, size);
        graphics.setPaint(new GradientPaint(
                0,
                0,
                Paint.near(ground.get(2), 0.08, random),
                (float) slant,
                size,
                Paint.near(ground.get(1), 0.08, random)));
        graphics.fillRect(0, 0, size, size);
        int things = 30 + random.nextInt(40);
        for (int i = 0; i < things; i++) {
            graphics.setColor(Paint.near(ground.get(random.nextInt(3)), 0.07, random));
            thing(graphics, size, random);
        }
        graphics.dispose();
        grain(image, random);
    }

    /** One object in front of a creature, in the colours of the background. */
    static void paintOccluder(Graphics2D graphics, int size, double x, double y, SplitMix64 random) {
        List<Color> ground = GROUNDS.get(random.nextInt(GROUNDS.size()));
        graphics.setColor(Paint.near(ground.get(random.nextInt(3)), 0.1, random));
        double unit = size / UNIT;
        if (Paint.chance(random, 0.5)) {
            double lean = Paint.between(random, -25, 25) * unit;
            blade(
                    graphics,
                    x,
                    y + 30 * unit,
                    lean,
                    Paint.between(random, 45, 70) * unit,
                    Paint.between(random, 3, 6) * unit);
        } else {
            leaf(graphics, x, y, Paint.between(random, 9, 14) * unit, Paint.between(random, 0, 2 * Math.PI));
        }
    }

    private static void thing(Graphics2D graphics, int size, SplitMix64 random) {
        double unit = size / UNIT;
        double x = random.nextDouble() * size;
        double y = random.nextDouble() * size;
        switch (random.nextInt(4)) {
            case 0 ->
                blade(
                        graphics,
                        x,
                        y,
                        Paint.between(random, -12, 12) * unit,
                        Paint.between(random, 10, 35) * unit,
                        Paint.between(random, 1.5, 4) * unit);
            case 1 -> pebble(graphics, x, y, Paint.between(random, 2, 9) * unit, random);
            case 2 -> leaf(graphics, x, y, Paint.between(random, 4, 11) * unit, Paint.between(random, 0, 2 * Math.PI));
            default -> twig(graphics, x, y, unit, random);
        }
    }

    private static void blade(Graphics2D graphics, double x, double y, double lean, double height, double width) {
        Path2D path = new Path2D.Double();
        path.moveTo(x - width / 2, y);
        path.quadTo(x - width / 3, y - height / 2, x + lean, y - height);
        path.quadTo(x + width / 2, y - height / 2, x + width / 2, y);
        path.closePath();
        graphics.fill(path);
    }

    private static void pebble(Graphics2D graphics, double x, double y, double radius, SplitMix64 random) {
        double height = radius * Paint.between(random, 0.5, 0.9);
        Color color = graphics.getColor();
        graphics.setColor(Paint.shade(color, 0.7));
        graphics.fill(new Ellipse2D.Double(x - radius, y - height * 0.8, 2 * radius, 2 * height));
        graphics.setColor(color);
        graphics.fill(new Ellipse2D.Double(x - radius, y - height, 2 * radius, 1.8 * height));
    }

    private static void leaf(Graphics2D graphics, double x, double y, double length, double angle) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x, y);
        graphics.rotate(angle);
        Path2D path = new Path2D.Double();
        path.moveTo(-length, 0);
        path.quadTo(0, -length * 0.7, length, 0);
        path.quadTo(0, length * 0.7, -length, 0);
        graphics.fill(path);
        graphics.setColor(Paint.shade(graphics.getColor(), 0.75));
        graphics.setStroke(new BasicStroke((float) (length / 8)));
        graphics.draw(new Line2D.Double(-length, 0, length * 0.8, 0));
        graphics.setTransform(before);
    }

    private static void twig(Graphics2D graphics, double x, double y, double unit, SplitMix64 random) {
        graphics.setStroke(new BasicStroke(
                (float) (Paint.between(random, 0.8, 2.4) * unit), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D path = new Path2D.Double();
        path.moveTo(x, y);
        for (int i = 0; i < 3; i++) {
            x += Paint.between(random, -14, 14) * unit;
            y += Paint.between(random, -8, 8) * unit;
            path.lineTo(x, y);
        }
        graphics.draw(path);
    }

    /** Brightness noise of up to 6 % on every pixel. */
    private static void grain(BufferedImage image, SplitMix64 random) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) {
            int factor = 241 + random.nextInt(30);
            pixels[i] = grained(pixels[i] >> 16 & 0xff, factor) << 16
                    | grained(pixels[i] >> 8 & 0xff, factor) << 8
                    | grained(pixels[i] & 0xff, factor);
        }
    }

    private static int grained(int channel, int factor) {
        return Math.min(255, (channel * factor) >> 8);
    }
}
