package org.wsol.eval.box;

import java.util.Optional;
import org.wsol.core.Box;
import org.wsol.eval.map.ScoreArray;

/**
 * Finds the smallest box with a share of a map's mass, using a sliding window over the columns for every pair of rows.
 */
final class TightestBox {
    private final int height;
    private final int width;
    private final double[] mass;
    private final double total;

    TightestBox(ScoreArray map) {
        height = map.height();
        width = map.width();
        mass = new double[height * width];
        double sum = 0;
        for (int i = 0; i < mass.length; i++) {
            mass[i] = Math.max(0, map.at(i));
            sum += mass[i];
        }
        total = sum;
    }

    /** The smallest box, with the smallest top row for ties; empty if the map has no mass. */
    Optional<Box> holding(double share) {
        if (!(total > 0)) {
            return Optional.empty();
        }
        // Sums in another order may be slightly below the total due to rounding.
        double needed = total * share * (1 - 1e-12);
        Optional<Box> best = Optional.empty();
        long bestArea = Long.MAX_VALUE;
        for (int top = 0; top < height; top++) {
            double[] columns = new double[width];
            for (int bottom = top; bottom < height && bottom - top < bestArea; bottom++) {
                for (int x = 0; x < width; x++) {
                    columns[x] += mass[bottom * width + x];
                }
                Optional<Box> box = narrowest(columns, needed, top, bottom);
                if (box.isPresent() && box.get().area() < bestArea) {
                    best = box;
                    bestArea = box.get().area();
                }
            }
        }
        return best;
    }

    private Optional<Box> narrowest(double[] columns, double needed, int top, int bottom) {
        int bestLeft = -1;
        int bestWidth = width + 1;
        int left = 0;
        double sum = 0;
        for (int right = 0; right < width; right++) {
            sum += columns[right];
            while (left <= right && sum - columns[left] >= needed) {
                sum -= columns[left++];
            }
            if (sum >= needed && right - left + 1 < bestWidth) {
                bestWidth = right - left + 1;
                bestLeft = left;
            }
        }
        return bestLeft < 0 ? Optional.empty() : Optional.of(new Box(bestLeft, top, bestLeft + bestWidth - 1, bottom));
    }
}
