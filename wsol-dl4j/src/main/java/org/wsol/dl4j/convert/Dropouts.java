package org.wsol.dl4j.convert;

import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.jspecify.annotations.Nullable;
import org.wsol.core.ImageSize;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/** Converts dropout, which Deeplearning4j states as the probability of keeping a value. */
final class Dropouts {
    private Dropouts() {}

    /** The operation before a layer. */
    static Operation of(@Nullable IDropout dropout) throws NoCounterpart {
        if (dropout == null) {
            return Operation.identity();
        }
        if (dropout instanceof Dropout single && single.getPSchedule() == null) {
            return Operation.unary((layers, x) -> values(layers, x, 1 - single.getP()));
        }
        if (dropout instanceof SpatialDropout whole && whole.getPSchedule() == null) {
            return Operation.unary((layers, x) -> channels(layers, x, 1 - whole.getP()));
        }
        throw new NoCounterpart("dropout of the kind " + dropout.getClass().getSimpleName()
                + (dropout instanceof Dropout || dropout instanceof SpatialDropout ? " with a schedule" : ""));
    }

    private static Tensor values(Layers layers, Tensor x, double probability) {
        return x.spatial()
                ? Tensor.map(layers.featureDropout(x.variable(), x.channels(), probability), x.channels())
                : Tensor.flat(layers.dropout(x.variable(), probability, x.channels()), x.channels());
    }

    private static Tensor channels(Layers layers, Tensor x, double probability) {
        ImageSize size = layers.sizeOf(x.variable());
        return Tensor.map(
                layers.sized(layers.dropout(x.variable(), probability, x.channels(), 1, 1), size), x.channels());
    }
}
