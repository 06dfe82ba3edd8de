package org.wsol.dl4j.convert;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.dl4j.convert.Operation.Tensor;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.Layers;

/**
 * One convolution, optionally with the batch normalisation after it.
 *
 * @param own the vertex's parameters
 * @param prefix of the parameters' names: empty, or {@code "depthwise."}
 * @param depthwise whether every input channel has its own kernels
 * @param window how the kernels move
 * @param weight values in PyTorch's order: (out, in, rows, columns), (out, 1, rows, columns) where depthwise
 * @param bias values, shape (out)
 * @param inputChannels channels in
 */
record Kernel(
        OwnParameters own,
        String prefix,
        boolean depthwise,
        Window window,
        INDArray weight,
        Optional<INDArray> bias,
        int inputChannels) {

    int outputChannels() {
        return Math.toIntExact(weight.size(0));
    }

    Tensor apply(Layers layers, Tensor x, Optional<Norm> norm) {
        if (x.channels() != inputChannels) {
            throw new InvalidInputException("layer '" + own.layer() + "' takes " + inputChannels + " channels and gets "
                    + x.channels() + (x.channels() == 3 ? "; a backbone takes images in colour" : ""));
        }
        if (norm.isEmpty() || norm.get().usesBatch(layers)) {
            Tensor convolved = convolve(layers, x, weightOf(layers), biasOf(layers));
            return norm.map(following -> following.apply(layers, convolved)).orElse(convolved);
        }
        return layers.batchNormMode() == BatchNormMode.FOLDED
                ? folded(layers, x, norm.get())
                : scaled(layers, x, norm.get());
    }

    /** Multiplies the kernels instead of the map, which gives the same result at lower cost. */
    private Tensor scaled(Layers layers, Tensor x, Norm norm) {
        SDVariable scale = norm.scale(layers);
        SDVariable kernels = weightOf(layers).mul(scale.reshape(outputChannels(), 1, 1, 1));
        SDVariable shift = norm.shift(layers);
        SDVariable shifted =
                biasOf(layers).map(own -> shift.add(own.mul(scale))).orElse(shift);
        return convolve(layers, x, kernels, Optional.of(shifted));
    }

    private Tensor folded(Layers layers, Tensor x, Norm norm) {
        try (INDArray scale = norm.foldedScale(layers)) {
            INDArray shift = norm.foldedShift(layers);
            bias.ifPresent(values -> {
                try (INDArray product = own.stored(layers, prefix + "bias", values, outputChannels())
                        .mul(scale)) {
                    shift.addi(product);
                }
            });
            INDArray kernels = own.stored(layers, prefix + "weight", weight, weight.shape())
                    .mul(scale.reshape(outputChannels(), 1, 1, 1));
            return convolve(
                    layers,
                    x,
                    layers.constant(own.name(prefix + "weight#folded"), kernels),
                    Optional.of(layers.constant(own.name(prefix + "bias#folded"), shift)));
        }
    }

    private SDVariable weightOf(Layers layers) {
        return own.trained(layers, prefix + "weight", weight, weight.shape());
    }

    private Optional<SDVariable> biasOf(Layers layers) {
        return bias.map(values -> own.trained(layers, prefix + "bias", values, outputChannels()));
    }

    private Tensor convolve(Layers layers, Tensor x, SDVariable kernels, Optional<SDVariable> added) {
        var operations = layers.graph().cnn();
        var config = window.convolution();
        SDVariable ordered = depthwise ? byInput(kernels) : kernels.permute(2, 3, 1, 0);
        SDVariable result;
        if (depthwise) {
            result = added.isPresent()
                    ? operations.depthWiseConv2d(x.variable(), ordered, added.get(), config)
                    : operations.depthWiseConv2d(x.variable(), ordered, config);
        } else {
            result = added.isPresent()
                    ? operations.conv2d(x.variable(), ordered, added.get(), config)
                    : operations.conv2d(x.variable(), ordered, config);
        }
        ImageSize size = window.outputSize(own.layer(), layers.sizeOf(x.variable()));
        return Tensor.map(layers.sized(result, size), outputChannels());
    }

    /** ND4J's order of depthwise kernels: (rows, columns, in, multiplier). */
    private SDVariable byInput(SDVariable kernels) {
        int multiplier = outputChannels() / inputChannels;
        SDVariable grouped = multiplier == 1
                ? kernels
                : kernels.reshape(
                        inputChannels,
                        multiplier,
                        window.kernel().rows(),
                        window.kernel().columns());
        return grouped.permute(2, 3, 0, 1);
    }
}
