package org.wsol.dl4j.convert;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.engine.graph.Head;

/** Searches backwards from a network's output for its head and its last feature map. */
public final class HeadFinder {
    private final SourceNetwork source;
    private double dropout;

    private HeadFinder(SourceNetwork source) {
        this.source = source;
    }

    /**
     * The head, if it consists of global average pooling before or after a linear layer or 1x1 convolution, followed
     * only by a softmax or sigmoid.
     */
    public static Optional<FoundHead> head(SourceNetwork source) {
        return new HeadFinder(source).find();
    }

    /**
     * The last feature map that is neither pooled nor padded.
     *
     * @throws InvalidInputException if there is none
     */
    public static String lastMap(SourceNetwork source) {
        List<Vertex> vertices = source.upTo(source.output());
        Set<String> flat = new HashSet<>();
        List<String> maps = new ArrayList<>();
        for (Vertex vertex : vertices) {
            if (flattens(vertex) || (vertex.inputs().stream().anyMatch(flat::contains) && !givesMap(vertex, flat))) {
                flat.add(vertex.name());
            } else if (isMap(vertex)) {
                maps.add(vertex.name());
            }
        }
        if (maps.isEmpty()) {
            throw new InvalidInputException(
                    "this Deeplearning4j network has no feature map: no convolution, and nothing"
                            + " made of one, comes before its first dense layer");
        }
        return maps.get(maps.size() - 1);
    }

    /** A product of a map and a row of factors is a map. */
    private static boolean givesMap(Vertex vertex, Set<String> flat) {
        return vertex.configuration() instanceof ElementWiseVertex
                && !vertex.inputs().stream().allMatch(flat::contains);
    }

    private static boolean flattens(Vertex vertex) {
        Object configuration = vertex.configuration();
        return configuration instanceof DenseLayer
                || configuration instanceof BaseOutputLayer
                || configuration instanceof GlobalPoolingLayer
                || vertex.preProcessor()
                        .filter(CnnToFeedForwardPreProcessor.class::isInstance)
                        .isPresent()
                || isFlatten(configuration);
    }

    private static boolean isFlatten(Object configuration) {
        return (configuration instanceof ReshapeVertex reshape && reshape.getNewShape().length == 2)
                || (configuration instanceof PreprocessorVertex preProcessor
                        && preProcessor.getPreProcessor() instanceof CnnToFeedForwardPreProcessor);
    }

    private static boolean isMap(Vertex vertex) {
        Object configuration = vertex.configuration();
        return configuration instanceof ConvolutionLayer
                || configuration instanceof BatchNormalization
                || configuration instanceof ActivationLayer
                || configuration instanceof ElementWiseVertex
                || configuration instanceof MergeVertex;
    }

    private Optional<FoundHead> find() {
        Optional<Vertex> vertex = Optional.ofNullable(source.vertices().get(source.output()));
        while (vertex.isPresent() && isPassedOver(vertex.get())) {
            vertex = before(vertex.get());
        }
        return vertex.flatMap(last -> isGlobalAverage(last) ? convolutional(last) : linear(last));
    }

    private Optional<FoundHead> linear(Vertex last) {
        Class<?> type = last.configuration().getClass();
        boolean isLinear = (type == OutputLayer.class || type == DenseLayer.class)
                && isMonotone(((BaseLayer) last.configuration()).getActivationFn());
        if (!isLinear || !noteDropout(((BaseLayer) last.configuration()).getIDropout())) {
            return Optional.empty();
        }
        Optional<Vertex> vertex = before(last);
        while (vertex.isPresent()
                && (isDropout(vertex.get()) || isFlatten(vertex.get().configuration()))) {
            vertex = before(vertex.get());
        }
        if (vertex.filter(HeadFinder::isGlobalAverage).isEmpty()) {
            return Optional.empty();
        }
        try {
            Dense dense = Dense.of(last);
            return Optional.of(new FoundHead(
                    last.name(),
                    vertex.get().inputs().get(0),
                    Head.Form.LINEAR,
                    dense.turned(),
                    dense.bias(),
                    dropout));
        } catch (NoCounterpart notLinear) {
            return Optional.empty();
        }
    }

    private Optional<FoundHead> convolutional(Vertex pooling) {
        Optional<Vertex> vertex = before(pooling);
        boolean rectified = vertex.map(Vertex::configuration)
                .filter(ActivationLayer.class::isInstance)
                .filter(layer -> isPlainRectifier(((ActivationLayer) layer).getActivationFn()))
                .isPresent();
        if (rectified) {
            vertex = before(vertex.orElseThrow());
        }
        if (vertex.filter(HeadFinder::isPoint).isEmpty()) {
            return Optional.empty();
        }
        Vertex found = vertex.orElseThrow();
        ConvolutionLayer layer = (ConvolutionLayer) found.configuration();
        boolean rectifies = isPlainRectifier(layer.getActivationFn());
        if ((!rectifies && !Activations.isIdentity(layer.getActivationFn())) || !noteDropout(layer.getIDropout())) {
            return Optional.empty();
        }
        OwnParameters own = new OwnParameters(found);
        String features = found.inputs().get(0);
        Optional<Vertex> dropped = before(found).filter(this::isDropout);
        return Optional.of(new FoundHead(
                found.name(),
                dropped.map(drop -> drop.inputs().get(0)).orElse(features),
                rectified || rectifies ? Head.Form.CONVOLUTION_RELU : Head.Form.CONVOLUTION,
                own.array(ConvolutionParamInitializer.WEIGHT_KEY).reshape(layer.getNOut(), layer.getNIn()),
                layer.hasBias() ? Optional.of(own.array(ConvolutionParamInitializer.BIAS_KEY)) : Optional.empty(),
                dropout));
    }

    private static boolean isPoint(Vertex vertex) {
        if (vertex.configuration().getClass() != ConvolutionLayer.class) {
            return false;
        }
        ConvolutionLayer layer = (ConvolutionLayer) vertex.configuration();
        return layer.getKernelSize()[0] * layer.getKernelSize()[1] == 1
                && layer.getStride()[0] * layer.getStride()[1] == 1
                && layer.getPadding()[0] + layer.getPadding()[1] == 0;
    }

    private static boolean isGlobalAverage(Vertex vertex) {
        return vertex.configuration() instanceof GlobalPoolingLayer pooling
                && pooling.getPoolingType() == PoolingType.AVG;
    }

    private static boolean isPassedOver(Vertex vertex) {
        return (vertex.configuration() instanceof LossLayer loss && isMonotone(loss.getActivationFn()))
                || (vertex.configuration() instanceof ActivationLayer layer && isMonotone(layer.getActivationFn()))
                || isFlatten(vertex.configuration());
    }

    /** Activations that convert scores to probabilities and keep their order. */
    private static boolean isMonotone(IActivation function) {
        return Activations.isIdentity(function)
                || function instanceof ActivationSoftmax
                || function instanceof ActivationSigmoid;
    }

    private static boolean isPlainRectifier(IActivation function) {
        return function instanceof ActivationReLU relu
                && relu.getMax() == null
                && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0)
                && (relu.getThreshold() == null || relu.getThreshold() == 0);
    }

    private boolean isDropout(Vertex vertex) {
        return vertex.configuration() instanceof DropoutLayer layer && noteDropout(layer.getIDropout());
    }

    /** Whether the head supports the same dropout. */
    private boolean noteDropout(@Nullable IDropout found) {
        if (found instanceof Dropout plain && plain.getPSchedule() == null) {
            dropout = 1 - plain.getP();
        }
        return found == null || (found instanceof Dropout plain && plain.getPSchedule() == null);
    }

    private Optional<Vertex> before(Vertex vertex) {
        return vertex.inputs().size() == 1
                ? Optional.ofNullable(source.vertices().get(vertex.inputs().get(0)))
                : Optional.empty();
    }

    /**
     * The head of a network whose class scores are linear in its last feature map.
     *
     * @param layer the layer that holds the weights
     * @param featureLayer the vertex of the feature map
     * @param form the order of pooling and weighting
     * @param weight shape (K, C)
     * @param bias shape (K)
     * @param dropout dropout probability before the head
     */
    public record FoundHead(
            String layer,
            String featureLayer,
            Head.Form form,
            INDArray weight,
            Optional<INDArray> bias,
            double dropout) {

        /** Number of classes. */
        public int classes() {
            return Math.toIntExact(weight.size(0));
        }

        /** The weight row-major. */
        public float[] weights() {
            return OwnParameters.floats(weight);
        }

        /** The bias; zeros if there is none. */
        public float[] biases() {
            return bias.map(OwnParameters::floats).orElseGet(() -> new float[classes()]);
        }
    }
}
