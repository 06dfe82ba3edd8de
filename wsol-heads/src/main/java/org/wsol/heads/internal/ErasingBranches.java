package org.wsol.heads.internal;

import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.nd4j.StopGradient;

/**
 * The two classifiers of ACoL.
 *
 * @param a the classifier that sees all features
 * @param b the classifier that sees the remaining features
 * @param threshold share of the range of a's map from which positions are erased
 */
public record ErasingBranches(Layers layers, ConvolutionHead a, ConvolutionHead b, double threshold) {

    /** The first classifier's maps, shape (B, K, h, w). */
    public SDVariable first(SDVariable features) {
        return a.maps(layers, features);
    }

    /**
     * 1 where a position is kept, else 0, without gradient. For a constant map nothing is erased.
     *
     * @param maps the first classifier's
     * @param shares the classes whose map decides, shape (B, K)
     * @return shape (B, 1, h, w)
     */
    public SDVariable keepMask(SDVariable maps, SDVariable shares) {
        ImageSize size = layers.sizeOf(maps);
        SDVariable map = StopGradient.of(ClassMaps.of(maps, shares, a.classes(), size));
        SDVariable high = ClassMaps.scaled(map).gte(threshold).castTo(map.dataType());
        SDVariable erased = high.mul(ClassMaps.flat(map).rsub(1.0));
        return erased.rsub(1.0).reshape(-1, 1, size.height(), size.width());
    }

    /** The second classifier's maps of the features that are kept, shape (B, K, h, w). */
    public SDVariable second(SDVariable features, SDVariable keepMask) {
        return b.maps(layers, layers.sized(features.mul(keepMask), layers.sizeOf(features)));
    }

    /** The element-wise maximum of both maps of a class, each scaled to [0, 1]; shape (B, P). */
    public SDVariable map(SDVariable first, SDVariable second, SDVariable shares) {
        ImageSize size = layers.sizeOf(first);
        return layers.graph()
                .math()
                .max(
                        ClassMaps.scaled(ClassMaps.of(first, shares, a.classes(), size)),
                        ClassMaps.scaled(ClassMaps.of(second, shares, b.classes(), size)));
    }

    /**
     * A classifier of three convolutions: 3x3 and ReLU, 3x3 and ReLU, 1x1, all with bias; class scores are means of its maps.
     *
     * @param name parameters are {@code name.0}, {@code name.2} and {@code name.4}
     * @param in channels of the features
     * @param width hidden channels
     * @param classes number of output maps
     * @param initializer start values of the weights
     */
    public record ConvolutionHead(String name, int in, int width, int classes, Initializer initializer) {

        /**
         * The maps.
         *
         * @param features shape (B, in, h, w)
         * @return shape (B, classes, h, w)
         */
        public SDVariable maps(Layers layers, SDVariable features) {
            SDVariable x = layers.relu(convolved(layers, "0", features, Convolution.square(in, width, 3)));
            x = layers.relu(convolved(layers, "2", x, Convolution.square(width, width, 3)));
            return convolved(layers, "4", x, Convolution.square(width, classes, 1));
        }

        private SDVariable convolved(Layers layers, String number, SDVariable x, Convolution geometry) {
            return layers.convolution(name + "." + number, x, geometry.withBias(), initializer);
        }
    }
}
