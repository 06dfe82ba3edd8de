package org.wsol.data.demo;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import org.wsol.core.Box;
import org.wsol.core.random.SplitMix64;

/**
 * A generated image with its exact annotation.
 *
 * @param image RGB
 * @param mask 8-bit grey, 255 where the creature is visible
 * @param box the tight box around the visible creature
 */
record Picture(BufferedImage image, BufferedImage mask, Box box) {
    private static final double UNIT = 96.0;
    private static final int OPAQUE = 128;

    /** Paints one creature on its own background, sometimes with an occluding object. */
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
        byte[] visible = bytes(mask);
        int[] object = ints(creature);
        int[] cover = ints(front);
        for (int i = 0; i < visible.length; i++) {
            visible[i] = (byte) (object[i] >>> 24 >= OPAQUE && cover[i] >>> 24 < OPAQUE ? 255 : 0);
        }
        return mask;
    }

    private static int[] ints(BufferedImage layer) {
        return ((DataBufferInt) layer.getRaster().getDataBuffer()).getData();
    }

    private static byte[] bytes(BufferedImage mask) {
        return ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
    }

    private static Box boxOf(BufferedImage mask) {
        int size = mask.getWidth();
        byte[] visible = bytes(mask);
        int x0 = size;
        int y0 = size;
        int x1 = -1;
        int y1 = -1;
        for (int i = 0; i < visible.length; i++) {
            if (visible[i] != 0) {
                x0 = Math.min(x0, i % size);
                y0 = Math.min(y0, i / size);
                x1 = Math.max(x1, i % size);
                y1 = Math.max(y1, i / size);
            }
        }
        return new Box(x0, y0, x1, y1);
    }

    /** Position and rotation of a creature; its head is always inside the image. */
    private record Pose(double x, double y, double scale, double turn, boolean mirrored) {
        static Pose draw(int size, SplitMix64 random) {
            double scale = Paint.between(random, 0.78, 1.3) * size / UNIT;
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
