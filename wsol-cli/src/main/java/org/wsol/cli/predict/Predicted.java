package org.wsol.cli.predict;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.internal.io.PathNames;
import org.wsol.pipeline.Prediction;

/**
 * The prediction of an image, without the maps.
 *
 * @param image the file as given by the user
 * @param overlay the file name of the image with map and boxes, next to {@code predictions.json}
 * @param width width in pixels
 * @param height height in pixels
 * @param threshold threshold of the boxes as a share of the map's maximum
 * @param classes the requested classes, most likely first; at least one
 */
record Predicted(String image, String overlay, int width, int height, double threshold, List<Found> classes) {

    /**
     * A class with its boxes.
     *
     * @param name the class
     * @param label its number, from 0
     * @param score its probability, in [0, 1]
     * @param boxes corners in pixels, inclusive; largest box first
     */
    record Found(@JsonProperty("class") String name, int label, double score, List<Corners> boxes) {}

    /** A box: corners in pixels, inclusive. */
    record Corners(int x0, int y0, int x1, int y1) {
        Box box() {
            return new Box(x0, y0, x1, y1);
        }
    }

    static Predicted of(Path image, String overlay, Prediction prediction) {
        return new Predicted(
                PathNames.text(image),
                overlay,
                prediction.imageSize().width(),
                prediction.imageSize().height(),
                prediction.threshold(),
                prediction.classes().stream()
                        .map(found -> new Found(
                                found.className(),
                                found.label(),
                                found.probability(),
                                found.boxes().stream()
                                        .map(scored -> corners(scored.box()))
                                        .toList()))
                        .toList());
    }

    private static Corners corners(Box box) {
        return new Corners(box.x0(), box.y0(), box.x1(), box.y1());
    }

    Found first() {
        return classes.get(0);
    }

    Optional<Corners> firstBox() {
        return first().boxes().stream().findFirst();
    }

    ImageSize size() {
        return new ImageSize(height, width);
    }
}
