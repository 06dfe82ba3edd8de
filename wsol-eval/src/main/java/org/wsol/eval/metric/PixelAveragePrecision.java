package org.wsol.eval.metric;

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
    private final long[] object;
    private final long[] background;
    private int images;

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
        object = new long[edges.length - 1];
        background = new long[edges.length - 1];
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
        int[] ownObject = new int[edges.length - 1];
        int[] ownBackground = new int[edges.length - 1];
        int count = map.height() * map.width();
        for (int i = 0; i < count; i++) {
            int bin = bin(map.at(i));
            if (mask.isObject(i)) {
                ownObject[bin]++;
            } else if (mask.isBackground(i)) {
                ownBackground[bin]++;
            }
        }
        addAll(ownObject, ownBackground);
    }

    private synchronized void addAll(int[] ownObject, int[] ownBackground) {
        for (int bin = 0; bin < object.length; bin++) {
            object[bin] += ownObject[bin];
            background[bin] += ownBackground[bin];
        }
        images++;
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
    public synchronized int size() {
        return images;
    }

    /**
     * The average precision so far, in percent.
     *
     * @throws DataException if there was no object pixel
     */
    public synchronized double value() {
        return area(object, background);
    }

    private static double area(long[] object, long[] background) {
        long positives = java.util.Arrays.stream(object).sum();
        if (positives == 0) {
            throw new DataException("the masks of the evaluated images contain no object pixel, so PxAP is not defined;"
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
}
