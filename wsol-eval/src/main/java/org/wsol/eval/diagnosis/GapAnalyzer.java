package org.wsol.eval.diagnosis;

import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.core.ScoreMap;

/**
 * Compares the norm map and the similarity map of an image with its object, at the maps' own low resolution.
 *
 * @param normThreshold value of the min-max scaled norm map above which a position is found, in [0, 1)
 * @param similarityThreshold the same for the min-max scaled similarity map, in [0, 1)
 */
public record GapAnalyzer(double normThreshold, double similarityThreshold) {
    private static final double USUAL = 0.3;

    /** Rejects thresholds outside [0, 1). */
    public GapAnalyzer {
        if (!isShare(normThreshold) || !isShare(similarityThreshold)) {
            throw new IllegalArgumentException(
                    "thresholds must be at least 0 and below 1, were " + normThreshold + " and " + similarityThreshold);
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value < 1;
    }

    /** Both thresholds 0.3. */
    public static GapAnalyzer standard() {
        return new GapAnalyzer(USUAL, USUAL);
    }

    /**
     * The diagnosis of one image; empty if no cell's centre is in a box, as for objects smaller than a cell.
     *
     * @param norm F, of any range
     * @param similarity S, of any range and of the same size
     * @param boxes the objects, in pixels of the original image
     * @param imageSize the original size
     * @throws IllegalArgumentException if the maps differ in size
     */
    public Optional<GapDiagnosis> diagnose(ScoreMap norm, ScoreMap similarity, List<Box> boxes, ImageSize imageSize) {
        if (!norm.size().equals(similarity.size())) {
            throw new IllegalArgumentException(
                    "the norm map is " + norm.size() + ", the similarity map " + similarity.size());
        }
        ScoreMap f = norm.minMax();
        ScoreMap s = similarity.minMax();
        int object = 0;
        int byNorm = 0;
        int bySimilarity = 0;
        int byBoth = 0;
        for (int y = 0; y < f.height(); y++) {
            for (int x = 0; x < f.width(); x++) {
                if (isObject(x, y, f.size(), boxes, imageSize)) {
                    boolean normFinds = f.at(y, x) > normThreshold;
                    boolean similarityFinds = s.at(y, x) > similarityThreshold;
                    object++;
                    byNorm += normFinds ? 1 : 0;
                    bySimilarity += similarityFinds ? 1 : 0;
                    byBoth += normFinds && similarityFinds ? 1 : 0;
                }
            }
        }
        return object == 0
                ? Optional.empty()
                : Optional.of(new GapDiagnosis(
                        (double) byNorm / object,
                        (double) bySimilarity / object,
                        (double) (byNorm - byBoth) / object,
                        (double) byBoth / object));
    }

    private static boolean isObject(int x, int y, ImageSize cells, List<Box> boxes, ImageSize image) {
        double centreX = (x + 0.5) * image.width() / cells.width();
        double centreY = (y + 0.5) * image.height() / cells.height();
        return boxes.stream()
                .anyMatch(box ->
                        centreX >= box.x0() && centreX < box.x1() + 1 && centreY >= box.y0() && centreY < box.y1() + 1);
    }
}
