package org.wsol.eval.box;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.core.ImageSize;
import org.wsol.eval.map.QuantizedMap;
import org.wsol.eval.map.ScoreArray;

/**
 * Extracts boxes from a score map for inference. Thresholds have the same meaning as in the evaluation (a share of the
 * map's maximum, in 256 levels), so thresholds from a report can be used directly. By default boxes fit the object
 * exactly, without the extra pixel of the reference evaluation. Boxes are in pixels of the original image. Immutable.
 */
public final class BoxExtractor {
    private final ImageSize imageSize;
    private final boolean referenceBoxes;

    private BoxExtractor(ImageSize imageSize, boolean referenceBoxes) {
        this.imageSize = imageSize;
        this.referenceBoxes = referenceBoxes;
    }

    /** Creates an extractor for maps of an image with the given original size; maps may be smaller. */
    public static BoxExtractor forImage(ImageSize imageSize) {
        return new BoxExtractor(imageSize, false);
    }

    /** The same with the reference evaluation's boxes: one map pixel too large at the right and bottom. */
    public BoxExtractor withReferenceBoxes() {
        return new BoxExtractor(imageSize, true);
    }

    /**
     * The component whose contour encloses the largest area, as in the evaluation; empty if nothing is above the
     * threshold.
     *
     * @param map scores in [0, 1]
     * @param threshold a share of the map's maximum, in [0, 1)
     * @throws IllegalArgumentException for another threshold or other scores
     */
    public Optional<ScoredBox> largest(ScoreArray map, double threshold) {
        QuantizedMap foreground = foreground(map, threshold);
        if (foreground.max() == 0) {
            return Optional.empty();
        }
        Box largest = new MapSweep(map.size())
                .curve(foreground, List.of(), BoxRule.LARGEST_CONTOUR)
                .exactBox(0);
        return regions(map, foreground).stream()
                .filter(region -> region.box().equals(largest))
                .max(Comparator.comparingInt(Region::pixels))
                .map(region -> region.scored(onImage(region.box(), map.size()), map.size()));
    }

    /**
     * All 8-connected components above a threshold, the highest score first.
     *
     * @param map scores in [0, 1]
     * @param threshold a share of the map's maximum, in [0, 1)
     * @throws IllegalArgumentException for another threshold or other scores
     */
    public List<ScoredBox> components(ScoreArray map, double threshold) {
        return regions(map, foreground(map, threshold)).stream()
                .map(region -> region.scored(onImage(region.box(), map.size()), map.size()))
                .sorted(Comparator.comparingDouble(ScoredBox::score)
                        .thenComparingDouble(ScoredBox::share)
                        .reversed())
                .toList();
    }

    /**
     * The smallest box that contains a share of the map's mass (the sum of its positive scores); empty if there is
     * none. The time is proportional to height x height x width of the map.
     *
     * @param share in (0, 1]
     */
    public Optional<Box> tightest(ScoreArray map, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of the mass must be above 0 and at most 1, was " + share);
        }
        return new TightestBox(map).holding(share).map(box -> onImage(box, map.size()));
    }

    private static QuantizedMap foreground(ScoreArray map, double threshold) {
        if (!(threshold >= 0 && threshold < 1)) {
            throw new IllegalArgumentException("a threshold must be at least 0 and below 1, was " + threshold);
        }
        QuantizedMap levels = map.quantize();
        return levels.above(ThresholdGrid.levelOf(threshold, levels.max()));
    }

    private static List<Region> regions(ScoreArray map, QuantizedMap foreground) {
        RegionForest forest = Labelling.of(map.height(), map.width(), i -> foreground.level(i) > 0);
        double[] sums = new double[forest.cells()];
        double[] peaks = new double[forest.cells()];
        List<Integer> roots = new ArrayList<>();
        int count = map.height() * map.width();
        for (int i = 0; i < count; i++) {
            if (foreground.level(i) > 0) {
                int root = forest.find(forest.framed(i));
                if (peaks[root] == 0) {
                    roots.add(root);
                }
                sums[root] += map.at(i);
                peaks[root] = Math.max(peaks[root], map.at(i));
            }
        }
        return roots.stream()
                .map(root -> new Region(forest.box(root), forest.pixels[root], sums[root], peaks[root]))
                .toList();
    }

    private Box onImage(Box box, ImageSize mapSize) {
        if (referenceBoxes) {
            Box widened = new Box(
                    box.x0(),
                    box.y0(),
                    Math.min(box.x1() + 1, mapSize.width() - 1),
                    Math.min(box.y1() + 1, mapSize.height() - 1));
            return ContourBoxes.scale(widened, mapSize, imageSize);
        }
        return new Box(
                first(box.x0(), mapSize.width(), imageSize.width()),
                first(box.y0(), mapSize.height(), imageSize.height()),
                last(box.x1(), mapSize.width(), imageSize.width()),
                last(box.y1(), mapSize.height(), imageSize.height()));
    }

    /** The first image pixel a map pixel covers. */
    private static int first(int position, int from, int to) {
        return (int) ((long) position * to / from);
    }

    /** The last image pixel a map pixel covers, at least in part. */
    private static int last(int position, int from, int to) {
        return (int) (((long) (position + 1) * to + from - 1) / from) - 1;
    }

    private record Region(Box box, int pixels, double sum, double peak) {

        ScoredBox scored(Box onImage, ImageSize mapSize) {
            return new ScoredBox(onImage, peak, sum / pixels, (double) pixels / mapSize.area());
        }
    }

    /**
     * A found object.
     *
     * @param box in pixels of the original image, corners inclusive
     * @param score the highest score inside the component
     * @param meanScore the mean score of the component's pixels
     * @param share the component's pixels as a share of the map's pixels
     */
    public record ScoredBox(Box box, double score, double meanScore, double share) {}
}
