package org.wsol.data.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.wsol.core.random.SplitMix64;

/**
 * Paints one creature around the origin, looking right, about 60 units long: tail, legs, body with a pattern, wing, neck,
 * and the small head whose colour is the class. Everything but the head is drawn alike for all species.
 */
final class Creature {
    private static final double HEAD_RADIUS = 5.2;
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

    /** Bodies are earthy and bright enough to stand out; hue says nothing about the species. */
    private static Color bodyColour(SplitMix64 random) {
        float hue = (float) Paint.between(random, 0.04, 0.13);
        float saturation = (float) Paint.between(random, 0.45, 0.75);
        float brightness = (float) Paint.between(random, 0.6, 0.92);
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
        graphics.setColor(Paint.shade(body, 0.75));
        graphics.fill(path);
        graphics.setColor(Paint.shade(body, 0.5));
        graphics.setStroke(new BasicStroke(1f));
        graphics.draw(new Line2D.Double(-bodyLength * 0.8, 0, -bodyLength - length + 1, droop + 3));
    }

    private void legs() {
        graphics.setColor(Paint.shade(body, 0.45));
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
            default -> belly();
        }
        graphics.setClip(before);
        graphics.setColor(Paint.shade(body, 0.55));
        graphics.setStroke(new BasicStroke(1f));
        graphics.draw(outline);
    }

    private void stripes() {
        graphics.setColor(Paint.shade(body, 0.6));
        graphics.setStroke(new BasicStroke((float) Paint.between(random, 1.5, 2.8)));
        double gap = Paint.between(random, 4, 7);
        for (double x = -bodyLength; x < bodyLength; x += gap) {
            graphics.draw(new Line2D.Double(x, -bodyHeight, x - 3, bodyHeight));
        }
    }

    private void spots() {
        graphics.setColor(Paint.shade(body, 0.6));
        for (int i = 0; i < 26; i++) {
            double radius = Paint.between(random, 0.9, 2);
            double x = Paint.between(random, -bodyLength, bodyLength);
            double y = Paint.between(random, -bodyHeight, bodyHeight);
            graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
        }
    }

    private void belly() {
        graphics.setColor(Paint.shade(body, 1.3));
        graphics.fill(new Ellipse2D.Double(-bodyLength * 0.8, bodyHeight * 0.1, bodyLength * 1.7, bodyHeight * 1.6));
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
        graphics.setColor(Paint.shade(body, 0.8));
        graphics.fill(path);
        graphics.setColor(Paint.shade(body, 0.5));
        graphics.setStroke(new BasicStroke(1f));
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
