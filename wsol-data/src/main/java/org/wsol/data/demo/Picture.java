package org.wsol.data.demo;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.wsol.core.Box;
import org.wsol.core.random.SplitMix64;

/**
 * A generated picture with its exact annotation.
 *
 * @param image RGB
 * @param mask 8-bit grey, 255 where the creature is visible
 * @param box the tight box around the visible creature
 */
record Picture(BufferedImage image, BufferedImage mask, Box box) {
    private static final double UNIT = 96.0;
    private static final int OPAQUE = 128;
    private static final int WHITE = 0xFFFFFF;

    /** Paints one creature on a ground of its own, now and then with something in front of it. */
    static Picture paint(Species species, int size, SplitMix64 random) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Background.paint(image, random);
        BufferedImage creature = layer(size);
        BufferedImage front = layer(size);
        Pose pose = Pose.draw(size, random);
        Graphics2D graphics = Paint.on(creature);
        pose.applyTo(graphics);
        new Creature(graphics, random).paint(species);
        graphics.dispose();
        if (Paint.chance(random, 0.35)) {
            Graphics2D before = Paint.on(front);
            double unit = size / UNIT;
            Background.paintOccluder(
                    before,
                    size,
                    pose.x() + Paint.between(random, -14, 10) * unit,
                    pose.y() + Paint.between(random, -4, 10) * unit,
                    random);
            before.dispose();
        }
        Graphics2D onto = Paint.on(image);
        onto.drawImage(creature, 0, 0, null);
        onto.drawImage(front, 0, 0, null);
        onto.dispose();
        BufferedImage mask = visible(creature, front);
        return new Picture(image, mask, boxOf(mask));
    }

    private static BufferedImage layer(int size) {
        return new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    }

    private static BufferedImage visible(BufferedImage creature, BufferedImage front) {
        int size = creature.getWidth();
        BufferedImage mask = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if (isOpaque(creature, x, y) && !isOpaque(front, x, y)) {
                    mask.getRaster().setSample(x, y, 0, 255);
                }
            }
        }
        return mask;
    }

    private static boolean isOpaque(BufferedImage layer, int x, int y) {
        return layer.getRGB(x, y) >>> 24 >= OPAQUE;
    }

    private static Box boxOf(BufferedImage mask) {
        int size = mask.getWidth();
        int x0 = size;
        int y0 = size;
        int x1 = -1;
        int y1 = -1;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                if ((mask.getRGB(x, y) & WHITE) == WHITE) {
                    x0 = Math.min(x0, x);
                    y0 = Math.min(y0, y);
                    x1 = Math.max(x1, x);
                    y1 = Math.max(y1, y);
                }
            }
        }
        return new Box(x0, y0, x1, y1);
    }

    /** Where a creature stands and how it is turned; its head always stays on the picture. */
    private record Pose(double x, double y, double scale, double turn, boolean mirrored) {
        static Pose draw(int size, SplitMix64 random) {
            double scale = Paint.between(random, 0.62, 1.15) * size / UNIT;
            double reach = 31 * scale;
            double low = Math.min(reach, size / 2.0);
            double x = Paint.between(random, low, size - low);
            double y = Paint.between(random, low, size - low);
            return new Pose(x, y, scale, Paint.between(random, -0.45, 0.45), Paint.chance(random, 0.5));
        }

        void applyTo(Graphics2D graphics) {
            graphics.translate(x, y);
            graphics.rotate(turn);
            graphics.scale(mirrored ? -scale : scale, scale);
        }
    }
}
