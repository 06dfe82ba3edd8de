package org.wsol.engine.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.nd4j.Activation;

class LayersGradientTest {
    private static final ImageSize SIZE = new ImageSize(7, 6);
    private static final Initializer WEIGHTS = new Initializer.UniformFanIn();

    static Stream<Arguments> layers() {
        return Stream.of(
                layer(
                        "3x3 convolution with bias",
                        (l, x) -> l.convolution(
                                "c", x, Convolution.square(3, 4, 3).withBias())),
                layer(
                        "strided convolution",
                        (l, x) -> l.convolution(
                                "c", x, Convolution.square(3, 4, 3).withStride(2))),
                layer(
                        "convolution, TensorFlow's SAME",
                        (l, x) -> l.convolution(
                                "c",
                                x,
                                Convolution.square(3, 4, 3).withStride(2).withPadding(new Padding.Same()))),
                layer("depthwise convolution", (l, x) -> l.convolution("c", x, Convolution.depthwise(3, 3, 2))),
                layer("batch-norm", (l, x) -> l.convolutionBatchNorm("c", "n", x, Convolution.square(3, 4, 3), 1e-5)),
                layer("relu", (l, x) -> l.relu(x)),
                layer("relu6", (l, x) -> l.relu6(x)),
                layer("max pool", (l, x) -> l.maxPool(x, 3, 2, Padding.of(1), false)),
                layer("max pool, ceil", (l, x) -> l.maxPool(l.relu(x), 3, 2, Padding.of(0), true)),
                layer("average pool", (l, x) -> l.averagePool(x, 3, 2, Padding.of(1))),
                layer("average pool, TensorFlow's SAME", (l, x) -> l.averagePool(x, 3, 1, new Padding.Same())),
                layer("max pool, TensorFlow's SAME", (l, x) -> l.maxPool(x, 3, 2, new Padding.Same(), false)),
                layer("1x7 convolution", (l, x) -> l.convolution("c", x, rectangle(1, 7))),
                layer("7x1 convolution", (l, x) -> l.convolution("c", x, rectangle(7, 1))),
                layer("add", (l, x) -> l.add(x, l.relu(x))),
                layer("concat", (l, x) -> l.concat(x, l.relu(x))),
                layer("batch-norm alone", (l, x) -> l.batchNorm("n", x, 3, 1e-5)),
                layer("grouped convolution", (l, x) -> l.convolution("g", six(l, x), grouped())),
                layer(
                        "grouped convolution with bias",
                        (l, x) -> l.convolution("g", six(l, x), grouped().withBias())),
                layer("GELU", (l, x) -> activation(l, x, Activation.Function.GELU)),
                layer("SiLU", (l, x) -> activation(l, x, Activation.Function.SILU)),
                layer("hard-swish", (l, x) -> activation(l, l.add(x, x), Activation.Function.HARD_SWISH)),
                layer("hard-sigmoid", (l, x) -> activation(l, l.add(x, x), Activation.Function.HARD_SIGMOID)),
                layer("layer norm", (l, x) -> new ChannelLayers(l).layerNorm("n", x, 3, 1e-2)),
                layer("pointwise", (l, x) -> new ChannelLayers(l).pointwise("p", x, 3, 4, WEIGHTS)),
                layer("scaled", (l, x) -> new ChannelLayers(l).scaledPointwise("p", "s", x, 3, 4, 0.7, WEIGHTS)),
                layer("squeeze-excitation", LayersGradientTest::squeezeExcitation),
                layer("2x2 convolution, TensorFlow's SAME", (l, x) -> l.convolution("c", x, halfPadded())));
    }

    private static SDVariable six(Layers layers, SDVariable x) {
        return layers.convolution("c", x, Convolution.square(3, 6, 1));
    }

    private static Convolution grouped() {
        return Convolution.square(6, 4, 3).withStride(2).withGroups(2);
    }

    private static Convolution halfPadded() {
        return Convolution.square(3, 4, 2).withPadding(new Padding.Same());
    }

    private static SDVariable activation(Layers layers, SDVariable x, Activation.Function function) {
        return new ChannelLayers(layers).activation(function, x);
    }

    private static SDVariable squeezeExcitation(Layers layers, SDVariable x) {
        ChannelLayers channels = new ChannelLayers(layers);
        SDVariable means = layers.convolution(
                "fc", channels.globalMean(x, 3), Convolution.square(3, 3, 1).withBias());
        return channels.scale(x, channels.sigmoid(means));
    }

    private static Convolution rectangle(int height, int width) {
        return new Convolution(3, 4, height, width, 1, new Padding.Explicit(height / 2, width / 2), false, false);
    }

    private static Arguments layer(String name, BiFunction<Layers, SDVariable, SDVariable> build) {
        return Arguments.of(Named.of(name, build));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradientEqualsFiniteDifferences(BiFunction<Layers, SDVariable, SDVariable> build) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            SameDiff graph = SameDiff.create();
            Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
            INDArray start = random(5, 2, 3, 7, 6);
            SDVariable x = layers.sized(graph.var("x", start), SIZE);
            SDVariable y = build.apply(layers, x);
            SDVariable weighting = graph.placeHolder("weighting", DataType.DOUBLE, -1, -1, -1, -1);
            SDVariable loss = y.mul(weighting).sum().rename("loss");
            graph.setLossVariables("loss");
            try (GraphExecutor forward = new SameDiffExecutor(new GraphProgram(graph, List.of(y.name()), List.of()))) {
                long[] shape = forward.run(Map.of()).output(y.name()).shape();
                assertThat(shape[2]).isEqualTo(layers.sizeOf(y).height());
                assertThat(shape[3]).isEqualTo(layers.sizeOf(y).width());
                check(graph, store, Map.of("weighting", random(9, shape)), start);
            }
        }
    }

    private static void check(SameDiff graph, ParameterStore store, Map<String, INDArray> placeholders, INDArray x) {
        List<String> names =
                Stream.concat(Stream.of("x"), store.trainableNames().stream()).toList();
        try (GraphExecutor executor = new SameDiffExecutor(new GraphProgram(graph, List.of("loss"), names))) {
            for (String name : names) {
                INDArray array = name.equals("x") ? graph.getVariable("x").getArr() : store.get(name);
                INDArray gradient = executor.run(placeholders).gradient(name).dup('c');
                assertThat(gradient.shape()).isEqualTo(array.shape());
                for (long i = 0; i < array.length(); i += 1 + array.length() / 12) {
                    double expected = NumericGradient.of(executor, placeholders, "loss", array, i);
                    assertThat(gradient.getDouble(i)).as("%s[%d]", name, i).isCloseTo(expected, within(1e-6));
                }
            }
        }
    }

    private static INDArray random(long seed, long... shape) {
        SplitMix64 stream = new SplitMix64(seed);
        INDArray array = Nd4j.create(DataType.DOUBLE, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, stream.nextGaussian());
        }
        return array;
    }
}
