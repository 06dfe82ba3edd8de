package org.wsol.losses;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.engine.nd4j.StopGradient;

/** The contrast of C2AM (section 3.2) between the foregrounds and backgrounds of a batch, over all pairs of images. */
final class ContrastTerms {
    private static final double SMALLEST = 0.0005;
    private static final double LARGEST = 0.9995;

    private final SameDiff graph;
    private final SDVariable foreground;
    private final SDVariable background;
    private final SDVariable order;
    private final double alpha;

    /**
     * Computes the means of the features inside and outside the map.
     *
     * @param places features, shape (B, C, P)
     * @param map in (0, 1), shape (B, P)
     * @param order 0, 1, 2 ... for the images of the batch, shape (B)
     * @param alpha how fast the weight of a pair falls with its rank
     */
    ContrastTerms(SDVariable places, SDVariable map, SDVariable order, long area, double alpha) {
        this.graph = places.getSameDiff();
        this.order = order;
        this.alpha = alpha;
        SDVariable weights = map.reshape(-1, 1, area);
        this.foreground = Directions.unit(places.mul(weights).mean(2), 1);
        this.background = Directions.unit(places.mul(weights.rsub(1.0)).mean(2), 1);
    }

    /** The mean of {@code -log(1 - cos)} over foreground and background of all pairs. */
    SDVariable contrast() {
        SDVariable cosines = cosines(background, foreground);
        return graph.math().log(cosines.rsub(1.0)).mean().neg();
    }

    /** The mean of {@code -log(cos) exp(-alpha rank)} over the foregrounds of all pairs. */
    SDVariable foreground() {
        return together(foreground);
    }

    /** The same for the backgrounds. */
    SDVariable background() {
        return together(background);
    }

    private SDVariable together(SDVariable vectors) {
        SDVariable cosines = cosines(vectors, vectors);
        SDVariable weights = graph.math().exp(ranks(StopGradient.of(cosines)).mul(-alpha));
        return graph.math().log(cosines).mul(weights).mean().neg();
    }

    private SDVariable cosines(SDVariable a, SDVariable b) {
        return graph.math().clipByValue(graph.mmul(a, b, false, true, false), SMALLEST, LARGEST);
    }

    /**
     * The rank of each pair in its row, highest first, starting at -1 for the image paired with itself. Ties keep their
     * order.
     */
    // stack, as ND4J's expandDims gives a (1, 1) matrix no third axis: a batch of one image
    private SDVariable ranks(SDVariable cosines) {
        SDVariable here = graph.stack(2, cosines);
        SDVariable others = graph.stack(1, cosines);
        SDVariable before = graph.stack(0, order).lt(graph.stack(1, order)).castTo(cosines.dataType());
        SDVariable higher = others.gt(here).castTo(cosines.dataType());
        SDVariable equal = others.eq(here).castTo(cosines.dataType());
        return higher.add(equal.mul(graph.stack(0, before))).sum(2).sub(1.0);
    }
}
