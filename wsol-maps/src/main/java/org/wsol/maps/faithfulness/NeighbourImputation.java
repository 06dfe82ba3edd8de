package org.wsol.maps.faithfulness;

import java.util.stream.IntStream;
import org.wsol.core.ImageSize;
import org.wsol.maps.FeatureMaps;

/**
 * Fills removed positions such that each is the weighted mean of its eight neighbours, solved jointly: edge neighbours
 * have weight 1/6, corner neighbours 1/12; neighbours outside the image are omitted and the weights renormalised (Rong
 * et al., ROAD, ICML 2022, section 4.2). Multiplying each row by the sum of its remaining weights makes the system
 * symmetric, so that conjugate gradients can solve it.
 */
final class NeighbourImputation {
    private static final double EDGE = 1.0 / 6;
    private static final double CORNER = 1.0 / 12;
    /** Filled values get additional noise of 1e-2, so more digits are not needed. */
    private static final double PRECISION = 1e-7;

    private final int width;
    private final int places;
    /** Columns of the image with a border of one zero position, which avoids bounds checks. */
    private final int stride;

    private final int bordered;
    /** The removed positions in the bordered image, row by row. */
    private final int[] unknown;
    /** For each removed position, the sum of the weights of its existing neighbours. */
    private final double[] diagonal;

    NeighbourImputation(ImageSize size, boolean[] removed) {
        width = size.width();
        places = removed.length;
        stride = width + 2;
        bordered = stride * (size.height() + 2);
        unknown = IntStream.range(0, places)
                .filter(place -> removed[place])
                .map(this::inBorder)
                .toArray();
        double[] ones = new double[bordered];
        IntStream.range(0, places).forEach(place -> ones[inBorder(place)] = 1);
        diagonal = new double[unknown.length];
        for (int i = 0; i < unknown.length; i++) {
            diagonal[i] = neighbours(ones, unknown[i]);
        }
    }

    private int inBorder(int place) {
        return (place / width + 1) * stride + place % width + 1;
    }

    private int outOfBorder(int place) {
        return (place / stride - 1) * width + place % stride - 1;
    }

    /**
     * The filled image; kept positions are unchanged.
     *
     * @throws IllegalArgumentException if nothing is kept
     */
    float[] fill(FeatureMaps image) {
        if (unknown.length == places) {
            throw new IllegalArgumentException("an image without remaining pixels cannot be imputed");
        }
        float[] filled = image.values().clone();
        IntStream.range(0, image.channels()).parallel().forEach(c -> {
            double[] solution = solve(image, c);
            for (int i = 0; i < unknown.length; i++) {
                filled[c * places + outOfBorder(unknown[i])] = (float) solution[i];
            }
        });
        return filled;
    }

    /** Conjugate gradients; vectors have one number per removed position, only the direction is a bordered image. */
    private double[] solve(FeatureMaps image, int channel) {
        double[] right = rightSide(image, channel);
        double start = meanOfKept(image, channel);
        double[] solution = new double[unknown.length];
        double[] residual = new double[unknown.length];
        double[] product = new double[unknown.length];
        double[] direction = new double[bordered];
        for (int i = 0; i < unknown.length; i++) {
            solution[i] = start;
            direction[unknown[i]] = start;
        }
        multiply(direction, product);
        double scale = 0;
        double square = 0;
        for (int i = 0; i < unknown.length; i++) {
            residual[i] = right[i] - product[i];
            direction[unknown[i]] = residual[i];
            square += residual[i] * residual[i];
            scale += right[i] * right[i] + start * start;
        }
        for (int step = 0; step < 4 * places && square > PRECISION * PRECISION * scale; step++) {
            double length = square / multiply(direction, product);
            double next = 0;
            for (int i = 0; i < unknown.length; i++) {
                solution[i] += length * direction[unknown[i]];
                residual[i] -= length * product[i];
                next += residual[i] * residual[i];
            }
            double turn = next / square;
            for (int i = 0; i < unknown.length; i++) {
                direction[unknown[i]] = residual[i] + turn * direction[unknown[i]];
            }
            square = next;
        }
        return solution;
    }

    /** The weighted sum of each removed position's kept neighbours. */
    private double[] rightSide(FeatureMaps image, int channel) {
        double[] known = new double[bordered];
        for (int place = 0; place < places; place++) {
            known[inBorder(place)] = image.at(channel, place);
        }
        for (int place : unknown) {
            known[place] = 0;
        }
        double[] right = new double[unknown.length];
        for (int i = 0; i < unknown.length; i++) {
            right[i] = neighbours(known, unknown[i]);
        }
        return right;
    }

    private double meanOfKept(FeatureMaps image, int channel) {
        double sum = 0;
        for (int place = 0; place < places; place++) {
            sum += image.at(channel, place);
        }
        for (int place : unknown) {
            sum -= image.at(channel, outOfBorder(place));
        }
        return sum / (places - unknown.length);
    }

    /**
     * {@code (sum of present weights) x[p] - sum over removed neighbours of weight x[q]}; returns its product with x.
     */
    private double multiply(double[] x, double[] product) {
        double dot = 0;
        for (int i = 0; i < unknown.length; i++) {
            int place = unknown[i];
            product[i] = diagonal[i] * x[place] - neighbours(x, place);
            dot += product[i] * x[place];
        }
        return dot;
    }

    private double neighbours(double[] x, int place) {
        int above = place - stride;
        int below = place + stride;
        return EDGE * (x[above] + x[place - 1] + x[place + 1] + x[below])
                + CORNER * (x[above - 1] + x[above + 1] + x[below - 1] + x[below + 1]);
    }
}
