package org.wsol.eval.metric;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.wsol.core.DataException;
import org.wsol.eval.box.ThresholdGrid;
import org.wsol.eval.map.ScoreArray;

/**
 * PxAP: the area under the pixel-wise precision-recall curve, pooled over all pixels of the set. Scores are counted in bins
 * with edges at the thresholds, 1, 2 and 3; precision and recall accumulate from the top, and the area is the sum of {@code
 * precision[k] * (recall[k] - recall[k-1])} for k from 1 (Choe et al., CVPR 2020). Safe for use by several threads.
 */
public final class PixelAveragePrecision {
    private final double[] edges;
    private final double interval;
    private final ConcurrentLinkedQueue<Histogram> histograms = new ConcurrentLinkedQueue<>();

    /** Creates an evaluation without maps. */
    public PixelAveragePrecision(ThresholdGrid grid) {
        int thresholds = grid.size();
        interval = grid.interval();
        edges = new double[thresholds + 3];
        for (int i = 0; i < thresholds; i++) {
            edges[i] = grid.threshold(i);
        }
        edges[thresholds] = 1;
        edges[thresholds + 1] = 2;
        edges[thresholds + 2] = 3;
    }

    /**
     * Counts the pixels of one map.
     *
     * @param imageId the image's name
     * @param map scores in [0, 1], of the mask's size
     * @throws IllegalArgumentException if sizes differ or a score is NaN or outside [0, 1]
     */
    public void add(String imageId, ScoreArray map, BinaryMask mask) {
        if (!map.size().equals(mask.size())) {
            throw new IllegalArgumentException(
                    "the map of " + imageId + " is " + map.size() + ", its mask " + mask.size());
        }
        int[] object = new int[edges.length - 1];
        int[] background = new int[edges.length - 1];
        int count = map.height() * map.width();
        for (int i = 0; i < count; i++) {
            int bin = bin(map.at(i));
            if (mask.isObject(i)) {
                object[bin]++;
            } else if (mask.isBackground(i)) {
                background[bin]++;
            }
        }
        histograms.add(new Histogram(imageId, object, background));
    }

    private int bin(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("scores must be in [0, 1], one is " + score);
        }
        int bin = Math.min((int) (score / interval), edges.length - 2);
        while (score < edges[bin]) {
            bin--;
        }
        while (score >= edges[bin + 1]) {
            bin++;
        }
        return bin;
    }

    /** The number of images so far. */
    public int size() {
        return histograms.size();
    }

    /**
     * The average precision so far, in percent.
     *
     * @throws DataException if there was no object pixel
     */
    public double value() {
        int[] weights = new int[histograms.size()];
        java.util.Arrays.fill(weights, 1);
        return value(weights);
    }

    /**
     * The average precision for a weighting of the images, in percent.
     *
     * @param weights how often each image is counted, in the order of names
     * @throws DataException if no object pixel counts
     */
    public double value(int[] weights) {
        List<Histogram> sorted = histograms.stream()
                .sorted(Comparator.comparing(Histogram::imageId))
                .toList();
        long[] object = new long[edges.length - 1];
        long[] background = new long[edges.length - 1];
        for (int image = 0; image < weights.length; image++) {
            for (int bin = 0; bin < object.length; bin++) {
                object[bin] += (long) weights[image] * sorted.get(image).object()[bin];
                background[bin] += (long) weights[image] * sorted.get(image).background()[bin];
            }
        }
        return area(object, background);
    }

    private static double area(long[] object, long[] background) {
        long positives = java.util.Arrays.stream(object).sum();
        if (positives == 0) {
            throw new DataException("the masks of the evaluated images hold no object pixel, so PxAP is not defined;"
                    + " check the mask files and their paths in localization.txt");
        }
        int top = object.length - 1;
        long found = object[top];
        long wrong = background[top];
        double area = 0;
        for (int bin = top - 1; bin >= 0; bin--) {
            double recallBefore = (double) found / positives;
            found += object[bin];
            wrong += background[bin];
            if (found + wrong > 0) {
                area += (double) found / (found + wrong) * ((double) found / positives - recallBefore);
            }
        }
        return area * 100;
    }

    private record Histogram(String imageId, int[] object, int[] background) {}
}
