package org.wsol.dl4j.convert;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/**
 * A fully connected layer, hidden or last.
 *
 * @param own the vertex's parameters
 * @param weight Deeplearning4j's, shape (in, out)
 * @param bias shape (out), in any layout
 */
record Dense(OwnParameters own, INDArray weight, Optional<INDArray> bias) {

    static Dense of(Vertex vertex) throws NoCounterpart {
        OwnParameters own = new OwnParameters(vertex);
        FeedForwardLayer layer = (FeedForwardLayer) vertex.configuration();
        if (layer instanceof DenseLayer dense && dense.hasLayerNorm()) {
            throw new NoCounterpart("layer normalisation");
        }
        boolean biased = layer instanceof DenseLayer dense ? dense.hasBias() : ((BaseOutputLayer) layer).hasBias();
        return new Dense(
                own,
                own.array(DefaultParamInitializer.WEIGHT_KEY),
                biased ? Optional.of(own.array(DefaultParamInitializer.BIAS_KEY)) : Optional.empty());
    }

    int outputs() {
        return Math.toIntExact(weight.size(1));
    }

    /** The weight as (out, in), as everywhere in this project. */
    INDArray turned() {
        return weight.transpose();
    }

    Tensor apply(Layers layers, Tensor given) {
        Tensor x = Shapes.flat(layers, given, false);
        if (x.channels() != weight.size(0)) {
            throw new InvalidInputException("layer '" + own.layer() + "' takes " + weight.size(0) + " values and gets "
                    + x.channels() + "; use the image size the network was made for");
        }
        SDVariable matrix = own.trained(layers, "weight", turned(), outputs(), weight.size(0));
        SDVariable product = layers.graph().mmul(x.variable(), matrix, false, true, false);
        return Tensor.flat(
                bias.map(values -> product.add(own.trained(layers, "bias", values, outputs())))
                        .orElse(product),
                outputs());
    }
}
