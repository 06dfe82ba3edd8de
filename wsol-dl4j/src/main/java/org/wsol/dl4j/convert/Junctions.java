package org.wsol.dl4j.convert;

import java.util.List;
import java.util.function.BinaryOperator;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.nd4j.autodiff.samediff.SDIndex;
import org.nd4j.autodiff.samediff.SDVariable;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.Conversion.NoCounterpart;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.Layers;

/** Converts vertices that combine or scale the outputs of others. */
final class Junctions {
    private static final int CHANNELS_FIRST = 1;
    private static final int CHANNELS_LAST = 3;

    private Junctions() {}

    static Operation of(ElementWiseVertex vertex) throws NoCounterpart {
        return switch (vertex.getOp()) {
            case Add -> folded(SDVariable::add);
            case Subtract -> folded(SDVariable::sub);
            case Product -> folded(SDVariable::mul);
            // (a + b + |a - b|) / 2 would round; max(a, b) is exact.
            case Max ->
                (layers, inputs) ->
                        fold(layers, inputs, (a, b) -> layers.graph().math().max(a, b));
            case Average ->
                (layers, inputs) -> {
                    Tensor sum = fold(layers, inputs, SDVariable::add);
                    return like(layers, sum, sum.variable().div(inputs.size()));
                };
            default -> throw new NoCounterpart("the element-wise operation " + vertex.getOp());
        };
    }

    private static Operation folded(BinaryOperator<SDVariable> operator) {
        return (layers, inputs) -> fold(layers, inputs, operator);
    }

    private static Tensor fold(Layers layers, List<Tensor> inputs, BinaryOperator<SDVariable> operator) {
        SDVariable result = inputs.get(0).variable();
        Tensor largest = inputs.get(0);
        for (Tensor input : inputs.subList(1, inputs.size())) {
            result = operator.apply(result, input.variable());
            largest = larger(layers, largest, input);
        }
        return like(layers, largest, result);
    }

    /** Broadcasts maps of one pixel or channel to the size of the others. */
    private static Tensor larger(Layers layers, Tensor a, Tensor b) {
        if (!a.spatial()) {
            return a;
        }
        long first = layers.sizeOf(a.variable()).area() * a.channels();
        return layers.sizeOf(b.variable()).area() * b.channels() > first ? b : a;
    }

    private static Tensor like(Layers layers, Tensor model, SDVariable result) {
        return model.spatial()
                ? Tensor.map(layers.sized(result, layers.sizeOf(model.variable())), model.channels())
                : Tensor.flat(result, model.channels());
    }

    static Operation of(MergeVertex vertex) throws NoCounterpart {
        int axis = vertex.getMergeAxis();
        if (axis != CHANNELS_FIRST && axis != CHANNELS_LAST) {
            throw new NoCounterpart("a merge along axis " + axis + ", which is not the channels'");
        }
        return (layers, inputs) -> {
            int channels = inputs.stream().mapToInt(Tensor::channels).sum();
            SDVariable[] parts = inputs.stream().map(Tensor::variable).toArray(SDVariable[]::new);
            SDVariable result = parts.length == 1 ? parts[0] : layers.graph().concat(1, parts);
            Tensor first = inputs.get(0);
            if (!first.spatial()) {
                return Tensor.flat(result, channels);
            }
            for (Tensor input : inputs) {
                if (!layers.sizeOf(input.variable()).equals(layers.sizeOf(first.variable()))) {
                    throw new InvalidInputException("a merge of maps of " + layers.sizeOf(first.variable()) + " and "
                            + layers.sizeOf(input.variable()) + "; use the image size the network was made for");
                }
            }
            return Tensor.map(layers.sized(result, layers.sizeOf(first.variable())), channels);
        };
    }

    static Operation of(ScaleVertex vertex) {
        return Operation.unary((layers, x) -> like(layers, x, x.variable().mul(vertex.getScaleFactor())));
    }

    static Operation of(ShiftVertex vertex) {
        return Operation.unary((layers, x) -> like(layers, x, x.variable().add(vertex.getShiftFactor())));
    }

    static Operation of(SubsetVertex vertex) {
        int channels = vertex.getTo() - vertex.getFrom() + 1;
        SDIndex chosen = SDIndex.interval(vertex.getFrom(), vertex.getTo() + 1);
        return Operation.unary((layers, x) -> x.spatial()
                ? Tensor.map(
                        layers.sized(
                                x.variable().get(SDIndex.all(), chosen, SDIndex.all(), SDIndex.all()),
                                layers.sizeOf(x.variable())),
                        channels)
                : Tensor.flat(x.variable().get(SDIndex.all(), chosen), channels));
    }
}
