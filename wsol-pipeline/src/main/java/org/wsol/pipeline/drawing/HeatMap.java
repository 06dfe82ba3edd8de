package org.wsol.pipeline.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapResizer;

/** Draws a score map in colours over a photo. */
public final class HeatMap {
    private static final double MOST = 0.65;
    private static final double FROM = 0.2;

    private HeatMap() {}

    /**
     * Paints a map over a photo. The opacity increases with the score; where scores are low the photo remains
     * unchanged.
     *
     * @param map scores in [0, 1], of any size: it is enlarged to the photo
     * @return an image of the photo's size
     */
    public static BufferedImage over(RgbImage photo, ScoreMap map) {
        return over(photo, map, photo.size());
    }

    /** The same with another size of the result. */
    static BufferedImage over(RgbImage photo, ScoreMap map, ImageSize size) {
        ScoreMap scores = MapResizer.resize(map, size, Interpolation.BILINEAR);
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size.height(); y++) {
            int from = (int) ((long) y * photo.height() / size.height());
            for (int x = 0; x < size.width(); x++) {
                int at = (int) ((long) x * photo.width() / size.width());
                double score = scores.at(y, x);
                double opacity = opacity(score);
                Color colour = Colours.of(score);
                int red = mix(photo.at(from, at, 0), colour.getRed(), opacity);
                int green = mix(photo.at(from, at, 1), colour.getGreen(), opacity);
                int blue = mix(photo.at(from, at, 2), colour.getBlue(), opacity);
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    /** The photo without a map. */
    public static BufferedImage plain(RgbImage photo) {
        BufferedImage picture = new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < photo.height(); y++) {
            for (int x = 0; x < photo.width(); x++) {
                picture.setRGB(x, y, photo.at(y, x, 0) << 16 | photo.at(y, x, 1) << 8 | photo.at(y, x, 2));
            }
        }
        return picture;
    }

    private static double opacity(double score) {
        return MOST * Math.max(0, Math.min(1, (score - FROM) / (1 - FROM)));
    }

    private static int mix(int photo, int colour, double opacity) {
        return (int) Math.round(photo * (1 - opacity) + colour * opacity);
    }
}
