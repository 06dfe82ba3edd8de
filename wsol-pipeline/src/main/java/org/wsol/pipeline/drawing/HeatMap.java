package org.wsol.pipeline.drawing;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;
import org.wsol.data.image.RgbImage;
import org.wsol.eval.map.Interpolation;
import org.wsol.eval.map.MapResizer;

/** A photo with a score map over it in colours. */
public final class HeatMap {
    private static final double OPACITY = 0.45;

    private HeatMap() {}

    /**
     * Paints a map over a photo.
     *
     * @param map scores in [0, 1], of any size: it is enlarged to the photo
     * @return a picture of the photo's size
     */
    public static BufferedImage over(RgbImage photo, ScoreMap map) {
        ImageSize size = photo.size();
        ScoreMap scores = MapResizer.resize(map, size, Interpolation.BILINEAR);
        BufferedImage picture = new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                Color colour = Colours.of(scores.at(y, x));
                int red = mix(photo.at(y, x, 0), colour.getRed());
                int green = mix(photo.at(y, x, 1), colour.getGreen());
                int blue = mix(photo.at(y, x, 2), colour.getBlue());
                picture.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return picture;
    }

    private static int mix(int photo, int colour) {
        return (int) Math.round(photo * (1 - OPACITY) + colour * OPACITY);
    }
}
