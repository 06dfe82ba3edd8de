package org.wsol.dl4j.convert;

import java.util.function.UnaryOperator;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.nd4j.StopGradient;

/** Adds a vertex's parameters to a graph, with their values in the Deeplearning4j network. */
final class OwnParameters {
    private final Vertex vertex;

    OwnParameters(Vertex vertex) {
        this.vertex = vertex;
    }

    /** The vertex's array of that name in Deeplearning4j. */
    INDArray array(String dl4jName) {
        INDArray array = vertex.parameters().get(dl4jName);
        if (array == null) {
            throw new IllegalStateException("layer '" + vertex.name() + "' has no parameter '" + dl4jName + "', only "
                    + vertex.parameters().keySet());
        }
        return array;
    }

    /** A trainable parameter. For a frozen layer it has no gradient and keeps its value. */
    SDVariable trained(Layers layers, String suffix, INDArray values, long... shape) {
        SDVariable variable = layers.parameter(name(suffix), given(values), shape);
        return vertex.frozen() && layers.batchNormMode() != BatchNormMode.FOLDED ? StopGradient.of(variable) : variable;
    }

    /** A trained parameter's array, for graphs that hold it as a constant. */
    INDArray stored(Layers layers, String suffix, INDArray values, long... shape) {
        return layers.parameters().require(name(suffix), ParameterStore.Kind.TRAINABLE, given(values), shape);
    }

    /** A running statistic's array. */
    INDArray statistic(Layers layers, String suffix, UnaryOperator<INDArray> change, INDArray values) {
        Initializer initial = new Initializer.Given(() -> {
            try (INDArray copy = values.dup()) {
                return floats(change.apply(copy));
            }
        });
        return layers.parameters().require(name(suffix), ParameterStore.Kind.STATISTIC, initial, values.length());
    }

    String name(String suffix) {
        return vertex.scope() + "." + suffix;
    }

    /** The layer's name in its network. */
    String layer() {
        return vertex.name();
    }

    /** Whether the layer is frozen. */
    boolean frozen() {
        return vertex.frozen();
    }

    static Initializer given(INDArray values) {
        return new Initializer.Given(() -> floats(values));
    }

    /** The values in row-major order, independent of the array's order and type. */
    static float[] floats(INDArray values) {
        try (INDArray copy = values.dup('c')) {
            return copy.data().asFloat();
        }
    }
}
