package org.wsol.data.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.wsol.core.random.SplitMix64;

/**
 * Paints one creature around the origin, looking right, about 60 units long: tail, legs, body with a pattern, wing,
 * neck, and the small head whose colour is the class. Everything but the head is drawn alike for all species, in a bold
 * dark pattern on a light coat, so that a network responds to the whole animal before it learns which part identifies
 * the species.
 */
final class Creature {
    private static final double HEAD_RADIUS = 4.8;
    private final Graphics2D graphics;
    private final SplitMix64 random;
    private final Color body;
    private final double bodyLength;
    private final double bodyHeight;

    Creature(Graphics2D graphics, SplitMix64 random) {
        this.graphics = graphics;
        this.random = random;
        this.body = bodyColour(random);
        this.bodyLength = Paint.between(random, 15, 19);
        this.bodyHeight = Paint.between(random, 9, 12);
    }

    /** Bodies are bright in earth colours; their hue is independent of the species. */
    private static Color bodyColour(SplitMix64 random) {
        float hue = (float) Paint.between(random, 0.04, 0.13);
        float saturation = (float) Paint.between(random, 0.4, 0.7);
        float brightness = (float) Paint.between(random, 0.82, 1);
        return Color.getHSBColor(hue, saturation, brightness);
    }

    void paint(Species species) {
        tail();
        legs();
        body();
        wing();
        head(species);
    }

    private void tail() {
        double droop = Paint.between(random, -10, 8);
        double length = Paint.between(random, 13, 22);
        Path2D path = new Path2D.Double();
        path.moveTo(-bodyLength * 0.6, -4);
        path.quadTo(-bodyLength - length / 2, droop / 2 - 4, -bodyLength - length, droop);
        path.lineTo(-bodyLength - length + 2, droop + 6);
        path.quadTo(-bodyLength - length / 2, droop / 2 + 4, -bodyLength * 0.6, 5);
        path.closePath();
        graphics.setColor(Paint.shade(body, 0.9));
        graphics.fill(path);
        Shape before = graphics.getClip();
        graphics.clip(path);
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(2f));
        for (double x = bodyLength * 0.9; x < bodyLength + length; x += 4.5) {
            graphics.draw(new Line2D.Double(-x, -bodyHeight - 12, -x - 2, bodyHeight + 14));
        }
        graphics.setClip(before);
    }

    private void legs() {
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double stride = Paint.between(random, 2, 7);
        double length = Paint.between(random, 7, 11);
        for (double side : new double[] {-stride, stride}) {
            Path2D leg = new Path2D.Double();
            leg.moveTo(side * 0.6, bodyHeight * 0.7);
            leg.lineTo(side, bodyHeight + length);
            leg.lineTo(side + 4, bodyHeight + length);
            graphics.draw(leg);
        }
    }

    private void body() {
        Shape outline = new Ellipse2D.Double(-bodyLength, -bodyHeight, 2 * bodyLength, 2 * bodyHeight);
        graphics.setColor(body);
        graphics.fill(outline);
        Shape before = graphics.getClip();
        graphics.clip(outline);
        switch (random.nextInt(3)) {
            case 0 -> stripes();
            case 1 -> spots();
            default -> scales();
        }
        graphics.setClip(before);
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(1f));
        graphics.draw(outline);
    }

    /** The dark colour of every marking. */
    private Color pattern() {
        return Paint.shade(body, 0.28);
    }

    private void stripes() {
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke((float) Paint.between(random, 1.8, 2.6)));
        double gap = Paint.between(random, 4.5, 6);
        for (double x = -bodyLength; x < bodyLength; x += gap) {
            graphics.draw(new Line2D.Double(x, -bodyHeight, x - 3, bodyHeight));
        }
    }

    private void spots() {
        graphics.setColor(pattern());
        for (int i = 0; i < 46; i++) {
            double radius = Paint.between(random, 1, 2.1);
            double x = Paint.between(random, -bodyLength, bodyLength);
            double y = Paint.between(random, -bodyHeight, bodyHeight);
            graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    private void scales() {
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(1.4f));
        double side = Paint.between(random, 5, 6.5);
        for (int row = 0; row * side / 2 < 2 * bodyHeight; row++) {
            double y = -bodyHeight + row * side / 2;
            for (double x = -bodyLength - row % 2 * side / 2; x < bodyLength; x += side) {
                graphics.draw(new Arc2D.Double(x, y, side, side, 180, 180, Arc2D.OPEN));
            }
        }
    }

    private void wing() {
        AffineTransform before = graphics.getTransform();
        graphics.translate(-2, -1);
        graphics.rotate(Paint.between(random, -0.5, 0.35));
        double length = bodyLength * Paint.between(random, 0.6, 0.8);
        Path2D path = new Path2D.Double();
        path.moveTo(length * 0.7, -3);
        path.quadTo(0, -bodyHeight * 0.8, -length * 1.3, 1);
        path.quadTo(-length * 0.2, bodyHeight * 0.75, length * 0.7, -3);
        graphics.setColor(body);
        graphics.fill(path);
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(1.4f));
        graphics.draw(path);
        for (int i = 1; i <= 3; i++) {
            graphics.draw(new Line2D.Double(length * (0.4 - 0.35 * i), -1, -length * 0.2 * i - 3, 3));
        }
        graphics.setTransform(before);
    }

    private void head(Species species) {
        double raise = Paint.between(random, 5, 13);
        double x = bodyLength + Paint.between(random, 1, 5);
        double y = -bodyHeight * 0.4 - raise;
        graphics.setColor(Paint.shade(body, 0.9));
        graphics.setStroke(new BasicStroke(7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(new Line2D.Double(bodyLength * 0.7, -bodyHeight * 0.25, x - 1, y + 2));
        graphics.setColor(pattern());
        graphics.setStroke(new BasicStroke(1.6f));
        for (double part = 0.1; part < 0.8; part += 0.28) {
            double across = bodyLength * 0.7 + part * (x - bodyLength * 0.7);
            double along = -bodyHeight * 0.25 + part * (y + bodyHeight * 0.25);
            graphics.draw(new Line2D.Double(across - 3, along - 1.6, across + 3, along + 1.6));
        }
        beak(x, y);
        graphics.setColor(Paint.near(species.head(), 0.05, random));
        graphics.fill(new Ellipse2D.Double(x - HEAD_RADIUS, y - HEAD_RADIUS, 2 * HEAD_RADIUS, 2 * HEAD_RADIUS));
        graphics.setColor(new Color(0x151515));
        graphics.fill(new Ellipse2D.Double(x + 0.6, y - 2.6, 2.4, 2.4));
    }

    private void beak(double x, double y) {
        Path2D path = new Path2D.Double();
        path.moveTo(x + HEAD_RADIUS * 0.6, y - 2);
        path.lineTo(x + HEAD_RADIUS + 5, y + 1);
        path.lineTo(x + HEAD_RADIUS * 0.6, y + 3);
        path.closePath();
        graphics.setColor(new Color(0x4A4036));
        graphics.fill(path);
    }
}
