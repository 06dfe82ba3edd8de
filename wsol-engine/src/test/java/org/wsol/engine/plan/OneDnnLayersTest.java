package org.wsol.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
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
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.Padding;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.nd4j.Activation;

/** Compares values and gradients of every kind of layer on oneDNN with SameDiff's own session. */
class OneDnnLayersTest {
    private static final ImageSize SIZE = new ImageSize(15, 18);
    /** The effect of rounding to bfloat16 relative to a value's norm. */
    private static final double ROUNDINGS = 4.0 / 256;

    /** The same for gradients, where rounding also moves values across the kinks of activation functions. */
    private static final double ROUNDINGS_AND_KINKS = 8.0 / 256;

    private static final Initializer XAVIER = new Initializer.Xavier();

    @BeforeAll
    static void needsOneDnn() {
        assumeTrue(
                ExecutionEngine.ONEDNN.obstacle().isEmpty(),
                () -> ExecutionEngine.ONEDNN.obstacle().orElse(""));
    }

    static Stream<Arguments> layers() {
        return Stream.of(
                layer("3x3", 16, (l, x) -> l.convolution("c", x, Convolution.square(16, 24, 3))),
                layer(
                        "bias",
                        16,
                        (l, x) -> l.convolution(
                                "c", x, Convolution.square(16, 24, 3).withBias())),
                layer(
                        "bias, relu",
                        5,
                        (l, x) -> l.relu(l.convolution(
                                "c", x, Convolution.square(5, 7, 3).withBias()))),
                layer("1x1", 19, (l, x) -> l.convolution("c", x, Convolution.square(19, 33, 1))),
                layer(
                        "stride",
                        16,
                        (l, x) -> l.convolution(
                                "c", x, Convolution.square(16, 16, 3).withStride(2))),
                layer(
                        "SAME, stride",
                        16,
                        (l, x) -> l.convolution(
                                "c",
                                x,
                                Convolution.square(16, 16, 3).withStride(2).withPadding(new Padding.Same()))),
                layer("depthwise", 32, (l, x) -> l.convolution("c", x, Convolution.depthwise(32, 3, 1))),
                layer("depthwise, stride", 20, (l, x) -> l.convolution("c", x, Convolution.depthwise(20, 3, 2))),
                layer("batch-norm", 16, (l, x) -> norm(l, x, 1e-5)),
                layer("batch-norm, large epsilon", 16, (l, x) -> norm(l, x, 1e-1)),
                layer("batch-norm, relu", 16, (l, x) -> l.relu(norm(l, x, 1e-5))),
                layer("batch-norm, relu6", 16, (l, x) -> l.relu6(norm(l, x, 1e-5))),
                layer("batch-norm read twice", 16, (l, x) -> readTwice(l, norm(l, x, 1e-5))),
                layer("max pool", 16, (l, x) -> l.maxPool(x, 3, 2, Padding.of(1), false)),
                layer("max pool, ceil", 16, (l, x) -> l.maxPool(l.relu(x), 2, 2, Padding.of(0), true)),
                layer("average pool", 16, (l, x) -> l.averagePool(x, 3, 1, Padding.of(1))),
                layer("average pool, stride", 16, (l, x) -> l.averagePool(x, 2, 2, Padding.of(0))),
                layer("concat, whole blocks", 16, (l, x) -> l.concat(conv(l, "a", x, 16, 16), conv(l, "b", x, 16, 32))),
                layer("concat, odd", 5, (l, x) -> l.concat(conv(l, "a", x, 5, 3), conv(l, "b", x, 5, 7))),
                layer("sum of itself", 16, (l, x) -> l.add(x, x)),
                layer("sum, relu", 16, (l, x) -> l.relu(l.add(conv(l, "a", x, 16, 16), conv(l, "b", x, 16, 16)))),
                layer("sum, relu, odd", 5, (l, x) -> l.relu(l.add(l.relu(x), conv(l, "b", l.relu(x), 5, 5)))),
                layer("sum, relu6, odd", 24, (l, x) -> l.relu6(l.add(l.relu(x), conv(l, "b", l.relu(x), 24, 24)))),
                layer("residual", 16, (l, x) -> l.add(x, conv(l, "a", l.relu(conv(l, "b", x, 16, 16)), 16, 16))),
                layer("shared twice", 16, (l, x) -> l.add(conv(l, "a", x, 16, 16), conv(l, "a", l.relu(x), 16, 16))),
                layer("grouped", 48, (l, x) -> l.convolution("c", x, grouped(48, 6))),
                layer(
                        "grouped, stride",
                        24,
                        (l, x) -> l.convolution("c", x, grouped(24, 3).withStride(2))),
                layer(
                        "grouped, bias, relu",
                        24,
                        (l, x) -> l.relu(l.convolution("c", x, grouped(24, 3).withBias()))),
                layer("batch-norm alone", 16, (l, x) -> l.relu(l.batchNorm("n", x, 16, 1e-5))),
                layer("GELU", 16, (l, x) -> activated(l, x, Activation.Function.GELU)),
                layer("SiLU", 16, (l, x) -> activated(l, x, Activation.Function.SILU)),
                layer("hard-swish", 16, (l, x) -> activated(l, x, Activation.Function.HARD_SWISH)),
                layer("hard-sigmoid", 16, (l, x) -> activated(l, x, Activation.Function.HARD_SIGMOID)),
                layer("layer norm", 24, (l, x) -> new ChannelLayers(l)
                        .layerNorm("n", conv(l, "a", x, 24, 24), 24, 1e-6)),
                layer("squeeze-excitation, whole blocks", 32, (l, x) -> excited(l, x, 32)),
                layer("squeeze-excitation, odd", 24, (l, x) -> excited(l, x, 24)),
                layer("2x2, SAME", 16, (l, x) -> l.convolution("c", x, halfPadded())),
                layer("layer scale", 16, (l, x) -> new ChannelLayers(l)
                        .scaledPointwise("c", "s", x, 16, 24, 0.5, XAVIER)),
                layer("spatial mean", 16, (l, x) -> l.sized(x.mul(x.mean(2, 3).reshape(-1, 16, 1, 1)), l.sizeOf(x))));
    }

    private static Convolution grouped(int channels, int groups) {
        return Convolution.square(channels, channels, 3).withGroups(groups);
    }

    private static Convolution halfPadded() {
        return Convolution.square(16, 24, 2).withPadding(new Padding.Same()).withBias();
    }

    /** Between convolutions, so that it is tested with oneDNN's own layouts. */
    private static SDVariable activated(Layers layers, SDVariable x, Activation.Function function) {
        return conv(layers, "b", new ChannelLayers(layers).activation(function, conv(layers, "a", x, 16, 24)), 24, 16);
    }

    private static SDVariable excited(Layers layers, SDVariable x, int channels) {
        ChannelLayers further = new ChannelLayers(layers);
        SDVariable y = conv(layers, "a", x, channels, channels);
        Convolution full = Convolution.square(channels, channels, 1).withBias();
        SDVariable inner = further.activation(
                Activation.Function.SILU, layers.convolution("fc1", further.globalMean(y, channels), full));
        return further.scale(y, further.sigmoid(layers.convolution("fc2", inner, full)));
    }

    private static SDVariable norm(Layers layers, SDVariable x, double epsilon) {
        return layers.convolutionBatchNorm("c", "n", x, Convolution.square(16, 16, 1), epsilon);
    }

    private static SDVariable conv(Layers layers, String name, SDVariable x, int in, int out) {
        return layers.convolution(name, x, Convolution.square(in, out, 3));
    }

    private static SDVariable readTwice(Layers layers, SDVariable x) {
        return layers.add(layers.relu(x), x);
    }

    private static Arguments layer(String name, int channels, BiFunction<Layers, SDVariable, SDVariable> build) {
        return Arguments.of(Named.of(name, channels), build);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void resultsEqualThoseOfSameDiff(int channels, BiFunction<Layers, SDVariable, SDVariable> build) {
        try (Case layer = new Case(channels, build)) {
            layer.compare(Precision.FLOAT32, Closeness::assertClose, 5e-6, 2e-6);
        }
    }

    /**
     * Inputs and parameters are bfloat16 numbers, so that only intermediate results are rounded, by at most 1/256
     * relatively.
     */
    @ParameterizedTest
    @MethodSource("layers")
    void bfloat16ResultsEqualThoseOfSameDiff(int channels, BiFunction<Layers, SDVariable, SDVariable> build) {
        assumeTrue(
                Precision.BFLOAT16.obstacle().isEmpty(),
                () -> Precision.BFLOAT16.obstacle().orElse(""));
        try (Case layer = new Case(channels, build)) {
            layer.round();
            layer.compare(Precision.BFLOAT16, Closeness::assertCloseInNorm, ROUNDINGS, ROUNDINGS_AND_KINKS);
        }
    }

    /** Compares values by name with expected ones, with a tolerance. */
    private interface Comparison {
        void check(Map<String, INDArray> actual, Map<String, INDArray> expected, double tolerance);
    }

    /** A layer in a graph with the input as a variable. */
    private static final class Case implements AutoCloseable {
        private final ParameterStore store = new ParameterStore(DataType.FLOAT, 3);
        private final SameDiff graph = SameDiff.create();
        private final SDVariable x;
        private final String output;

        Case(int channels, BiFunction<Layers, SDVariable, SDVariable> build) {
            Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
            x = layers.sized(graph.var("x", random(5, 3, channels, SIZE.height(), SIZE.width())), SIZE);
            SDVariable y = build.apply(layers, x);
            output = y.name();
            SDVariable weighting = graph.placeHolder("weighting", DataType.FLOAT, -1, -1, -1, -1);
            y.mul(weighting).sum().rename("loss");
            graph.setLossVariables("loss");
        }

        /** Rounds the input and all parameters to bfloat16. */
        void round() {
            List<INDArray> values =
                    new ArrayList<>(List.of(graph.getVariable("x").getArr()));
            store.trainableNames()
                    .forEach(name -> values.add(graph.getVariable(name).getArr()));
            values.forEach(value -> value.assign(value.castTo(DataType.BFLOAT16)));
        }

        void compare(Precision precision, Comparison comparison, double valueTolerance, double gradientTolerance) {
            GraphProgram forward = new GraphProgram(graph, List.of(output), List.of());
            INDArray value;
            try (SameDiffExecutor reference = new SameDiffExecutor(forward);
                    PlannedExecutor planned = new PlannedExecutor(forward, ExecutionEngine.ONEDNN, precision)) {
                GraphResult expected = reference.run(Map.of());
                comparison.check(planned.run(Map.of()).outputs(), expected.outputs(), valueTolerance);
                value = random(9, expected.output(output).shape());
            }
            List<String> names = new ArrayList<>(store.trainableNames());
            names.add("x");
            GraphProgram training = new GraphProgram(graph, List.of(output), names);
            Map<String, INDArray> placeholders = Map.of("weighting", value);
            try (SameDiffExecutor reference = new SameDiffExecutor(training);
                    PlannedExecutor planned = new PlannedExecutor(training, ExecutionEngine.ONEDNN, precision)) {
                for (int run = 0; run < 2; run++) {
                    GraphResult expected = reference.run(placeholders);
                    GraphResult actual = planned.run(placeholders);
                    comparison.check(actual.outputs(), expected.outputs(), gradientTolerance);
                    comparison.check(actual.gradients(), expected.gradients(), gradientTolerance);
                    assertThat(actual.gradients()).hasSize(names.size());
                }
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private static INDArray random(long seed, long... shape) {
        SplitMix64 stream = new SplitMix64(seed);
        INDArray array = Nd4j.create(DataType.FLOAT, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, stream.nextGaussian());
        }
        return array;
    }
}
