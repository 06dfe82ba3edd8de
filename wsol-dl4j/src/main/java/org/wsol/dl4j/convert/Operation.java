package org.wsol.dl4j.convert;

import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.engine.graph.Layers;

/** A converted vertex: adds its operations to a graph. Repeated calls use the same parameters. */
@FunctionalInterface
interface Operation {

    /** Adds the operations and returns the result. */
    Tensor apply(Layers layers, List<Tensor> inputs);

    /** The same followed by another. */
    default Operation then(Operation next) {
        return (layers, inputs) -> next.apply(layers, List.of(apply(layers, inputs)));
    }

    /** An operation on one input. */
    @FunctionalInterface
    interface Unary {
        /** Adds the operations and returns the result. */
        Tensor apply(Layers layers, Tensor x);
    }

    /** An operation that uses only its first input. */
    static Operation unary(Unary body) {
        return (layers, inputs) -> body.apply(layers, inputs.get(0));
    }

    /** Returns its input. */
    static Operation identity() {
        return unary((layers, x) -> x);
    }

    /**
     * The output of a vertex.
     *
     * @param variable (B, C, H, W) if spatial, independent of the network's own order; else (B, C)
     * @param channels C
     * @param spatial whether it is a feature map
     */
    record Tensor(SDVariable variable, int channels, boolean spatial) {

        /** A feature map. */
        public static Tensor map(SDVariable variable, int channels) {
            return new Tensor(variable, channels, true);
        }

        /** One row of values per image. */
        public static Tensor flat(SDVariable variable, int channels) {
            return new Tensor(variable, channels, false);
        }
    }
}
