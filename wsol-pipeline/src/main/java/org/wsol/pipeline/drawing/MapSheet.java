package org.wsol.pipeline.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** A sheet of images with captions. */
public final class MapSheet {
    private static final int GAP = 6;
    private static final int COLUMNS = 6;
    /** Smaller images are enlarged by an integer factor. */
    private static final int SMALLEST = 160;

    private static final int SMALLEST_TEXT = 8;

    private MapSheet() {}

    /**
     * An image with its caption.
     *
     * @param picture of the same size as the others
     * @param caption one line; a long caption is set smaller and truncated if necessary
     */
    public record Tile(BufferedImage picture, String caption) {}

    /** Paints at least one tile, up to six in a row. */
    public static BufferedImage paint(List<Tile> tiles) {
        BufferedImage first = tiles.get(0).picture();
        int longest = Math.max(first.getWidth(), first.getHeight());
        int scale = Math.max(1, (SMALLEST + longest - 1) / longest);
        int width = scale * first.getWidth();
        int height = scale * first.getHeight();
        int text = Math.max(10, width / 20);
        int columns = Math.min(COLUMNS, tiles.size());
        int rows = (tiles.size() + columns - 1) / columns;
        int cell = height + 2 * text;
        BufferedImage sheet =
                new BufferedImage(columns * (width + GAP) + GAP, rows * (cell + GAP) + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setColor(Color.BLACK);
        for (int i = 0; i < tiles.size(); i++) {
            int x = GAP + i % columns * (width + GAP);
            int y = GAP + i / columns * (cell + GAP);
            graphics.drawImage(tiles.get(i).picture(), x, y, width, height, null);
            graphics.setClip(x, y, width, cell);
            graphics.setFont(fitting(tiles.get(i).caption(), text, width, graphics));
            graphics.drawString(tiles.get(i).caption(), x + 2, y + height + text * 4 / 3);
            graphics.setClip(null);
        }
        graphics.dispose();
        return sheet;
    }

    private static Font fitting(String caption, int largest, int width, Graphics2D graphics) {
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, largest);
        int needed = graphics.getFontMetrics(font).stringWidth(caption) + 2 * GAP;
        int size = needed > width ? Math.max(SMALLEST_TEXT, largest * width / needed) : largest;
        return font.deriveFont((float) size);
    }
}
