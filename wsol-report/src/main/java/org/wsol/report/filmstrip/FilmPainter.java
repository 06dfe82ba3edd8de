package org.wsol.report.filmstrip;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.pipeline.drawing.HeatMap;
import org.wsol.pipeline.drawing.Overlay;
import org.wsol.report.filmstrip.Filmstrip.Frame;

/**
 * Paints frames side by side. Norm maps are scaled individually, as in the losses; similarity maps share one scale over
 * all frames, so that their increase is visible; the map that boxes are computed from is shown as it is used.
 */
final class FilmPainter {
    private static final int TILE_HEIGHT = 150;
    private static final int MARGIN = 6;
    private static final int HEADER = 24;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.BOLD, 14);
    private static final int BOX_LINE = 3;
    private static final Color PAPER = Color.WHITE;
    private static final Color INK = new Color(40, 40, 40);

    private final RgbImage picture;
    private final List<Frame> frames;
    private final String localizing;
    private final int tileWidth;

    /** @param localizing the name of the map that boxes are computed from */
    FilmPainter(RgbImage picture, List<Frame> frames, String localizing) {
        this.picture = picture;
        this.frames = List.copyOf(frames);
        this.localizing = localizing;
        this.tileWidth = Math.max(1, TILE_HEIGHT * picture.width() / picture.height());
    }

    BufferedImage paint() {
        Map<String, Function<Frame, BufferedImage>> rows = rows();
        int names = 2 * MARGIN + width(rows.keySet());
        int width = names + frames.size() * (tileWidth + MARGIN);
        int height = HEADER + rows.size() * (TILE_HEIGHT + MARGIN);
        BufferedImage film = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = film.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(PAPER);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(INK);
        graphics.setFont(FONT);
        paintHeader(graphics, names);
        int row = 0;
        for (Map.Entry<String, Function<Frame, BufferedImage>> entry : rows.entrySet()) {
            int top = HEADER + row++ * (TILE_HEIGHT + MARGIN);
            graphics.drawString(entry.getKey(), MARGIN, top + TILE_HEIGHT / 2);
            paintRow(graphics, names, top, entry.getValue());
        }
        graphics.dispose();
        return film;
    }

    /** The width of the longest name in pixels. */
    private static int width(Set<String> names) {
        FontRenderContext context = new FontRenderContext(null, true, false);
        return names.stream()
                .mapToInt(name ->
                        (int) Math.ceil(FONT.getStringBounds(name, context).getWidth()))
                .max()
                .orElse(0);
    }

    /** All frames belong to one method, so either all or none of them have a map. */
    private Map<String, Function<Frame, BufferedImage>> rows() {
        Map<String, Function<Frame, BufferedImage>> rows = new LinkedHashMap<>();
        if (frames.stream().allMatch(frame -> frame.norm().isPresent())) {
            rows.put(
                    "norm map F",
                    frame -> HeatMap.over(picture, frame.norm().orElseThrow().minMax()));
        }
        if (frames.stream().allMatch(frame -> frame.similarity().isPresent())) {
            rows.put(
                    "similarity map S",
                    frame -> HeatMap.over(
                            picture, onSharedScale(frame.similarity().orElseThrow())));
        }
        rows.put(localizing + ", box", this::mapWithBox);
        return rows;
    }

    private void paintHeader(Graphics2D graphics, int names) {
        for (int i = 0; i < frames.size(); i++) {
            String text = "epoch " + number(frames.get(i).epochs());
            graphics.drawString(text, left(names, i), HEADER - 8);
        }
    }

    private static String number(double epochs) {
        return epochs == Math.rint(epochs) ? Long.toString((long) epochs) : String.format(Locale.ROOT, "%.1f", epochs);
    }

    private int left(int names, int column) {
        return names + column * (tileWidth + MARGIN);
    }

    private void paintRow(Graphics2D graphics, int names, int top, Function<Frame, BufferedImage> tile) {
        for (int i = 0; i < frames.size(); i++) {
            graphics.drawImage(tile.apply(frames.get(i)), left(names, i), top, tileWidth, TILE_HEIGHT, null);
        }
    }

    /** Scales the lowest similarity of all frames to 0 and the highest to 1. */
    private ScoreMap onSharedScale(ScoreMap similarity) {
        double low = frames.stream()
                .flatMap(frame -> frame.similarity().stream())
                .mapToDouble(ScoreMap::min)
                .min()
                .orElse(0);
        double high = frames.stream()
                .flatMap(frame -> frame.similarity().stream())
                .mapToDouble(ScoreMap::max)
                .max()
                .orElse(1);
        double range = Math.max(high - low, Float.MIN_NORMAL);
        float[] scores = similarity.toArray();
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) ((scores[i] - low) / range);
        }
        return ScoreMap.of(similarity.height(), similarity.width(), scores);
    }

    private BufferedImage mapWithBox(Frame frame) {
        BufferedImage tile = HeatMap.over(picture, frame.localizing());
        Graphics2D graphics = tile.createGraphics();
        ImageSize size = picture.size();
        int line = Math.max(1, BOX_LINE * size.height() / TILE_HEIGHT);
        frame.box().ifPresent(box -> Overlay.drawBox(graphics, box, line));
        graphics.dispose();
        return tile;
    }
}
