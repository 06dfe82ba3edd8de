package org.wsol.dl4j.convert;

import java.util.List;
import org.wsol.engine.graph.Layers;

/** A converted vertex: adds its operations to a graph. Repeated calls use the same parameters. */
@FunctionalInterface
interface Operation {

    /** Adds the operations and gives the result. */
    Tensor apply(Layers layers, List<Tensor> inputs);

    /** The same followed by another. */
    default Operation then(Operation next) {
        return (layers, inputs) -> next.apply(layers, List.of(apply(layers, inputs)));
    }

    /** An operation on one input. */
    @FunctionalInterface
    interface Unary {
        /** Adds the operations and gives the result. */
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
}
