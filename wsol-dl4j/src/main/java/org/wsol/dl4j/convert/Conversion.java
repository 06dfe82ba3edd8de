package org.wsol.dl4j.convert;

import java.util.Optional;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/** Finds the operation for a vertex. */
final class Conversion {
    private Conversion() {}

    /**
     * The vertex with its input preprocessor, dropout and activation.
     *
     * @param norm the batch normalisation to fold into a convolution
     */
    static Operation of(Vertex vertex, Optional<Norm> norm) throws NoCounterpart {
        Operation before = Operation.identity();
        Optional<InputPreProcessor> preProcessor = vertex.preProcessor();
        if (preProcessor.isPresent()) {
            before = Shapes.of(preProcessor.get());
        }
        if (!(vertex.configuration() instanceof Layer layer)) {
            return junction(vertex.configuration());
        }
        if (layer.getConstraints() != null && !layer.getConstraints().isEmpty()) {
            throw new NoCounterpart("constraints on its parameters");
        }
        if (layer instanceof BaseLayer base && base.getWeightNoise() != null) {
            throw new NoCounterpart("weight noise");
        }
        return before.then(layer(vertex, layer, norm));
    }

    private static Operation layer(Vertex vertex, Layer layer, Optional<Norm> norm) throws NoCounterpart {
        Class<?> type = layer.getClass();
        if (Convolutions.handles(layer)) {
            return Dropouts.of(layer.getIDropout())
                    .then(Convolutions.of(vertex, norm))
                    .then(Activations.of((BaseLayer) layer));
        } else if (type == BatchNormalization.class) {
            return Operation.unary(new Norm(vertex)::apply);
        } else if (type == ActivationLayer.class) {
            return Activations.of(((ActivationLayer) layer).getActivationFn());
        } else if (type == DenseLayer.class || type == OutputLayer.class) {
            return Dropouts.of(layer.getIDropout())
                    .then(Operation.unary(Dense.of(vertex)::apply))
                    .then(Activations.of((BaseLayer) layer));
        } else if (type == LossLayer.class) {
            return Activations.of((BaseLayer) layer);
        } else if (type == DropoutLayer.class) {
            return Dropouts.of(layer.getIDropout());
        }
        return shapeOrPooling(layer);
    }

    private static Operation shapeOrPooling(Layer layer) throws NoCounterpart {
        Class<?> type = layer.getClass();
        if (type == SubsamplingLayer.class || type == Pooling2D.class) {
            return Poolings.of((SubsamplingLayer) layer);
        } else if (layer instanceof GlobalPoolingLayer global) {
            return Poolings.of(global);
        } else if (layer instanceof ZeroPaddingLayer padding) {
            return Shapes.of(padding);
        } else if (layer instanceof Cropping2D cropping) {
            return Shapes.of(cropping);
        } else if (layer instanceof Upsampling2D upsampling) {
            return Shapes.of(upsampling);
        } else if (layer instanceof LocalResponseNormalization response) {
            return Neighbours.of(response);
        }
        throw new NoCounterpart("this kind of layer");
    }

    private static Operation junction(Object vertex) throws NoCounterpart {
        if (vertex instanceof ElementWiseVertex elementWise) {
            return Junctions.of(elementWise);
        } else if (vertex instanceof MergeVertex merge) {
            return Junctions.of(merge);
        } else if (vertex instanceof ScaleVertex scale) {
            return Junctions.of(scale);
        } else if (vertex instanceof ShiftVertex shift) {
            return Junctions.of(shift);
        } else if (vertex instanceof SubsetVertex subset) {
            return Junctions.of(subset);
        } else if (vertex instanceof ReshapeVertex reshape) {
            return Shapes.of(reshape);
        } else if (vertex instanceof PoolHelperVertex helper) {
            return Shapes.of(helper);
        } else if (vertex instanceof PreprocessorVertex preProcessor) {
            return Shapes.of(preProcessor.getPreProcessor());
        }
        throw new NoCounterpart("this kind of vertex");
    }

    /**
     * Thrown for a part of a Deeplearning4j network without a counterpart; collected so that all are reported at once.
     */
    static final class NoCounterpart extends Exception {
        private static final long serialVersionUID = 1L;

        NoCounterpart(String reason) {
            super(reason);
        }
    }
}
