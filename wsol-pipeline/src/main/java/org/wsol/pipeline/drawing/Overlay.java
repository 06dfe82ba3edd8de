package org.wsol.pipeline.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.data.image.RgbImage;
import org.wsol.pipeline.Prediction;

/** Paints predictions and boxes onto an image. */
public final class Overlay {
    private static final int LONGEST = 2048;
    private static final Color BOX = new Color(0, 230, 230);

    private Overlay() {}

    /**
     * Paints the map of the first class and the boxes of all classes. Large photos are scaled down to limit memory.
     *
     * @return an image whose longer side is at most 2048 pixels
     */
    public static BufferedImage paint(RgbImage photo, Prediction prediction) {
        double scale = Math.min(1, (double) LONGEST / Math.max(photo.width(), photo.height()));
        ImageSize size = new ImageSize(Math.max(1, (int) Math.round(photo.height() * scale)), Math.max(1, (int)
                Math.round(photo.width() * scale)));
        BufferedImage picture = HeatMap.over(photo, prediction.scoreMap(), size);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        int line = Math.max(2, Math.min(size.width(), size.height()) / 150);
        prediction.classes().stream()
                .flatMap(found -> found.boxes().stream())
                .forEach(found -> drawBox(graphics, scaled(found.box(), scale), line));
        drawLabel(graphics, size, prediction);
        graphics.dispose();
        return picture;
    }

    private static Box scaled(Box box, double scale) {
        return new Box(
                (int) (box.x0() * scale), (int) (box.y0() * scale), (int) (box.x1() * scale), (int) (box.y1() * scale));
    }

    /** Draws a box with lines of the given width in pixels and a black outline. */
    public static void drawBox(Graphics2D graphics, Box box, int line) {
        graphics.setStroke(new BasicStroke(line + 2));
        graphics.setColor(Color.BLACK);
        graphics.drawRect(box.x0(), box.y0(), box.width() - 1, box.height() - 1);
        graphics.setStroke(new BasicStroke(line));
        graphics.setColor(BOX);
        graphics.drawRect(box.x0(), box.y0(), box.width() - 1, box.height() - 1);
    }

    private static void drawLabel(Graphics2D graphics, ImageSize size, Prediction prediction) {
        String text = String.format(Locale.ROOT, "%s  %.0f%%", prediction.className(), 100 * prediction.probability());
        int height = Math.max(11, size.height() / 28);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, height));
        int width = graphics.getFontMetrics().stringWidth(text);
        graphics.setColor(new Color(0, 0, 0, 180));
        graphics.fillRect(0, 0, width + height, height * 3 / 2);
        graphics.setColor(Color.WHITE);
        graphics.drawString(text, height / 2, height * 11 / 10);
    }
}
