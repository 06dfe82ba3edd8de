package org.wsol.cli.docs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Photos of two kinds of blobs, for tests that need files. */
final class Painted {
    private Painted() {}

    /**
     * A folder with the sub-folders {@code tit} and {@code wren} with the given number of images each, 50 pixels wide
     * and 40 high.
     */
    static Path classFolders(Path folder, int each) throws IOException {
        for (int i = 0; i < each; i++) {
            picture(folder.resolve("tit").resolve(i + ".png"), Color.BLUE, i);
            picture(folder.resolve("wren").resolve(i + ".png"), Color.ORANGE, i);
        }
        return folder;
    }

    /** One image. */
    static Path picture(Path file, Color colour, int shift) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(colour);
        brush.fillOval(4 + shift, 6, 20, 22);
        brush.dispose();
        ImageIO.write(image, file.toString().endsWith(".jpg") ? "jpg" : "png", file.toFile());
        return file;
    }
}
