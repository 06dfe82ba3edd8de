package org.wsol.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.wsol.core.Box;

/**
 * A made-up test image: a round body with a small coloured head on noise.
 *
 * @param index its index
 * @param kind its class, 0 to 3
 * @param width image width
 * @param height image height
 * @param bodyX centre of the body
 * @param bodyY centre of the body
 * @param radius radius of the body, the head's is half of it
 */
record Creature(int index, int kind, int width, int height, int bodyX, int bodyY, int radius) {
    static final String[] CLASSES = {"red <b>cap</b>", "blue & bold", "green \"finch\"", "amber owl"};
    private static final Color[] COLOURS = {
        new Color(200, 50, 40), new Color(50, 90, 200), new Color(40, 150, 70), new Color(230, 160, 30)
    };

    static Creature random(int index) {
        Random random = new Random(index);
        int width = 220 + 20 * random.nextInt(10);
        int height = 210 + 20 * random.nextInt(8);
        int radius = 25 + random.nextInt(25);
        int x = 2 * radius + random.nextInt(width - 4 * radius);
        int y = 2 * radius + random.nextInt(height - 4 * radius + 1);
        return new Creature(index, index % CLASSES.length, width, height, x, y, radius);
    }

    int headX() {
        return bodyX + radius;
    }

    int headY() {
        return bodyY - radius;
    }

    Box box() {
        int head = radius / 2;
        return new Box(
                bodyX - radius, Math.max(0, headY() - head), Math.min(width - 1, headX() + head), bodyY + radius);
    }

    void save(Path file) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(31L * index);
        for (int i = 0; i < width * height; i++) {
            int grey = 120 + random.nextInt(50);
            image.setRGB(i % width, i / width, new Color(grey, grey, grey - 20).getRGB());
        }
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(110, 90, 70));
        graphics.fillOval(bodyX - radius, bodyY - radius, 2 * radius, 2 * radius);
        graphics.setColor(COLOURS[kind]);
        graphics.fillOval(headX() - radius / 2, headY() - radius / 2, radius, radius);
        graphics.dispose();
        ImageIO.write(image, "jpeg", file.toFile());
    }
}
