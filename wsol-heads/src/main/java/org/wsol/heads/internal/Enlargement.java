package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Layers;

/** Resizes maps inside a graph by products with constant matrices; values and gradients are exact. */
public final class Enlargement {
    private Enlargement() {}

    /**
     * Bilinear with half-pixel centres (PyTorch's {@code align_corners=False}).
     *
     * @param maps shape (B, P) with P = from.area()
     * @return shape (B, to.area())
     */
    public static SDVariable bilinear(Layers layers, SDVariable maps, ImageSize from, ImageSize to) {
        return resized(
                layers,
                maps,
                from,
                to,
                weights(layers, "bilinear", from.height(), to.height()),
                weights(layers, "bilinear", from.width(), to.width()));
    }

    /** Means over equal parts of rows and columns; a plain average pool where the sizes divide. */
    public static SDVariable averaged(Layers layers, SDVariable maps, ImageSize from, ImageSize to) {
        return resized(
                layers,
                maps,
                from,
                to,
                weights(layers, "average", from.height(), to.height()),
                weights(layers, "average", from.width(), to.width()));
    }

    private static SDVariable resized(
            Layers layers, SDVariable maps, ImageSize from, ImageSize to, SDVariable rows, SDVariable columns) {
        if (from.equals(to)) {
            return maps;
        }
        SDVariable wide = layers.graph()
                .mmul(maps.reshape(-1, from.width()), columns, false, true, false)
                .reshape(-1, from.height(), to.width());
        SDVariable turned = wide.permute(0, 2, 1).reshape(-1, from.height());
        return layers.graph()
                .mmul(turned, rows, false, true, false)
                .reshape(-1, to.width(), to.height())
                .permute(0, 2, 1)
                .reshape(-1, to.area());
    }

    private static SDVariable weights(Layers layers, String kind, int in, int out) {
        double[][] values = kind.equals("bilinear") ? bilinear(in, out) : averages(in, out);
        INDArray array = Nd4j.createFromArray(values).castTo(layers.parameters().type());
        return layers.constant(kind + "#" + in + "#" + out, array);
    }

    /** Row i holds the weights of the in values for position i of out. */
    public static double[][] bilinear(int in, int out) {
        double[][] weights = new double[out][in];
        for (int i = 0; i < out; i++) {
            double at = Math.max(0, (i + 0.5) * in / out - 0.5);
            int low = Math.min((int) at, in - 1);
            int high = Math.min(low + 1, in - 1);
            weights[i][low] += 1 - (at - low);
            weights[i][high] += at - low;
        }
        return weights;
    }

    private static double[][] averages(int in, int out) {
        double[][] weights = new double[out][in];
        double step = (double) in / out;
        for (int i = 0; i < out; i++) {
            for (int j = 0; j < in; j++) {
                double overlap = Math.min(j + 1, (i + 1) * step) - Math.max(j, i * step);
                weights[i][j] = Math.max(0, overlap) / step;
            }
        }
        return weights;
    }
}
