package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wsol.backbones.InvertedResidual.SqueezeExcitation;
import org.wsol.core.ImageSize;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.ChannelLayers;
import org.wsol.engine.graph.Convolution;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.TokenLayers;
import org.wsol.engine.nd4j.Activation;
import org.wsol.engine.plan.PlannedExecutor;

/**
 * Every operation of the reference cases of kind {@code operations}, with the layers of the networks: its value, and
 * the gradients of its value times given numbers with respect to all inputs. The two enlargements are tested in
 * wsol-losses and wsol-maps, where they are used.
 */
class OperationsParityTest {
    private static final Set<String> ELSEWHERE = Set.of("resize_bilinear", "resize_bilinear_aligned");
    private static final Initializer ANY = new Initializer.Normal(1);

    @TestFactory
    Stream<DynamicTest> operationsEqualTheReference() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Path folder : Fixtures.cases(Fixtures.maps(), "operations")) {
            JsonNode json = Fixtures.description(folder);
            double tolerance = json.get("tolerance").asDouble();
            for (JsonNode expected : json.get("expected")) {
                Operation operation = new Operation(folder, expected, tolerance);
                if (!ELSEWHERE.contains(operation.name())) {
                    tests.add(DynamicTest.dynamicTest(operation.name(), operation::check));
                }
            }
        }
        return tests.stream();
    }

    private record Operation(Path folder, JsonNode json, double tolerance) {

        String name() {
            return json.get("operation").asText();
        }

        void check() {
            switch (name()) {
                case "attention" -> checkAttention();
                case "gelu_tanh" -> checkThatOursIsAnother();
                default -> {
                    Outcome found = Outcome.of(this, input(0), parameters(), this::build);
                    assertClose("output", found.value(), output());
                    assertClose("gradient by the input", found.gradient("x"), gradient(0));
                    for (int i = 1; i < json.get("inputs").size(); i++) {
                        String parameter = parameters().get(i - 1);
                        assertClose("gradient by " + parameter, found.gradient(parameter), gradient(i));
                    }
                }
            }
        }

        /** This project's names of the second and later inputs. */
        private List<String> parameters() {
            return switch (name()) {
                case "layer_norm", "layer_norm_channels" -> List.of("norm.weight", "norm.bias");
                case "depthwise_7x7", "grouped_3x3" -> List.of("conv.weight", "conv.bias");
                case "patch_embedding" -> List.of("patch_embed.proj.weight", "patch_embed.proj.bias");
                case "squeeze_excitation" -> List.of("se.fc1.weight", "se.fc1.bias", "se.fc2.weight", "se.fc2.bias");
                default -> List.of();
            };
        }

        private SDVariable build(Layers layers, SDVariable x) {
            ChannelLayers channels = new ChannelLayers(layers);
            long[] shape = input(0).shape();
            int width = (int) shape[1];
            return switch (name()) {
                case "layer_norm" ->
                    channels.rowNorm(
                            "norm",
                            x,
                            (int) shape[shape.length - 1],
                            json.get("epsilon").asDouble(),
                            shape.length);
                case "layer_norm_channels" ->
                    channels.layerNorm("norm", x, width, json.get("epsilon").asDouble());
                case "gelu" -> channels.activation(Activation.Function.GELU, x);
                case "hardswish" -> channels.activation(Activation.Function.HARD_SWISH, x);
                case "hardsigmoid" -> channels.activation(Activation.Function.HARD_SIGMOID, x);
                case "silu" -> channels.activation(Activation.Function.SILU, x);
                case "softmax" -> layers.graph().nn().softmax(x, shape.length - 1);
                case "depthwise_7x7" ->
                    layers.convolution(
                            "conv", x, Convolution.depthwise(width, kernel(), 1).withBias());
                case "grouped_3x3" -> {
                    int out = (int) input(1).size(0);
                    int stride = (int) ((shape[2] + output().size(2) - 1) / output().size(2));
                    yield layers.convolution(
                            "conv",
                            x,
                            Convolution.square(width, out, kernel())
                                    .withStride(stride)
                                    .withGroups(json.get("groups").asInt()));
                }
                case "squeeze_excitation" -> {
                    int squeezed = (int) input(1).size(0);
                    yield new SqueezeExcitation("se", width, squeezed, Nonlinearity.RELU, Nonlinearity.SIGMOID, ANY)
                            .apply(layers, x);
                }
                case "patch_embedding" -> patches(layers, x);
                default -> throw new AssertionError("no layer is known for the operation " + name());
            };
        }

        private int kernel() {
            return (int) input(1).size(2);
        }

        /** The tokens of a transformer's first stage with zero position embeddings. */
        private SDVariable patches(Layers layers, SDVariable images) {
            int width = (int) input(1).size(0);
            int depth = 0;
            int heads = 1;
            int grid = 2;
            VisionTransformer transformer =
                    new VisionTransformer(kernel(), width, depth, heads, grid, 0, layers.sizeOf(images));
            SDVariable map = transformer.stages().get(0).apply(layers, images);
            layers.parameters().get("pos_embed").assign(0);
            return map.reshape(-1, width, layers.sizeOf(map).area()).permute(0, 2, 1);
        }

        /**
         * Queries, keys and values become the columns of the layer's weight, which one-hot tokens select; the gradient
         * with respect to a column is that with respect to a token's queries, keys and values.
         */
        private void checkAttention() {
            long[] shape = input(0).shape();
            int images = (int) shape[0];
            int heads = (int) shape[1];
            int tokens = (int) shape[2];
            int width = heads * (int) shape[3];
            assertThat(images * tokens)
                    .as("tokens, of which each needs a place")
                    .isLessThanOrEqualTo(width);
            INDArray x = Nd4j.zeros(DataType.FLOAT, images, tokens, width);
            for (int i = 0; i < images * tokens; i++) {
                x.putScalar(new long[] {i / tokens, i % tokens, i}, 1);
            }
            Outcome found = Outcome.of(this, x, List.of(), (layers, given) -> {
                SDVariable y = new TokenLayers(layers, tokens).selfAttention("attn", "block", given, width, heads, ANY);
                ParameterStore store = layers.parameters();
                store.get("attn.qkv.weight").assign(columns(width, images * tokens));
                store.get("attn.proj.weight").assign(Nd4j.eye(width));
                return y.reshape(-1, tokens, heads, width / heads).permute(0, 2, 1, 3);
            });
            assertClose("output", found.value(), output());
            INDArray gradient = found.gradient("attn.qkv.weight").dup('c');
            for (int part = 0; part < 3; part++) {
                INDArray rows = gradient.get(
                                NDArrayIndex.interval(part * width, (part + 1) * width),
                                NDArrayIndex.interval(0, images * tokens))
                        .dup('c');
                INDArray byToken =
                        rows.reshape('c', heads, width / heads, images, tokens).permute(2, 0, 3, 1);
                assertClose("gradient by input " + part, byToken.dup('c'), gradient(part));
            }
        }

        /** (3 width, width): queries, keys and values of every token as columns. */
        private INDArray columns(int width, int used) {
            INDArray weight = Nd4j.zeros(DataType.FLOAT, 3L * width, width);
            for (int part = 0; part < 3; part++) {
                INDArray rows = input(part).permute(1, 3, 0, 2).dup('c').reshape('c', width, used);
                weight.get(NDArrayIndex.interval(part * width, (part + 1) * width), NDArrayIndex.interval(0, used))
                        .assign(rows);
            }
            return weight;
        }

        /** No network uses the tanh approximation; the exact form must differ from it. */
        private void checkThatOursIsAnother() {
            Outcome found = Outcome.of(this, input(0), List.of(), (layers, x) -> new ChannelLayers(layers)
                    .activation(Activation.Function.GELU, x));
            double scale = output().amaxNumber().doubleValue();
            assertThat(found.value().sub(output()).amaxNumber().doubleValue() / scale)
                    .as("distance of the exact GELU from its approximation")
                    .isBetween(5 * tolerance, 1e-3);
        }

        INDArray input(int index) {
            return array(json.get("inputs").get(index).asText());
        }

        private INDArray gradient(int index) {
            return array(json.get("gradients").get(index).asText());
        }

        private INDArray output() {
            return array(json.get("output").asText());
        }

        INDArray upstream() {
            return array(json.get("upstream").asText());
        }

        private INDArray array(String file) {
            return Fixtures.array(folder.resolve(file));
        }

        private void assertClose(String what, INDArray actual, INDArray expected) {
            Fixtures.assertClose(name() + ": " + what, actual, expected, tolerance);
        }
    }

    /** An operation's value, and its gradients with respect to all parameters and the input. */
    private record Outcome(INDArray value, Map<String, INDArray> gradients) {

        INDArray gradient(String name) {
            return gradients.get(name);
        }

        static Outcome of(
                Operation operation,
                INDArray x,
                List<String> parameters,
                BiFunction<Layers, SDVariable, SDVariable> build) {
            try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
                SameDiff graph = SameDiff.create();
                Layers layers = new Layers(graph, store, BatchNormMode.TRAINING);
                SDVariable given = graph.placeHolder("x", DataType.FLOAT, x.shape());
                if (x.rank() == 4) {
                    layers.sized(given, new ImageSize((int) x.size(2), (int) x.size(3)));
                }
                SDVariable y = build.apply(layers, given);
                for (int i = 0;
                        i < parameters.size()
                                && i + 1 < operation.json().get("inputs").size();
                        i++) {
                    store.get(parameters.get(i)).assign(operation.input(i + 1));
                }
                SDVariable upstream = graph.constant("upstream", operation.upstream());
                y.mul(upstream).sum().rename("loss");
                graph.setLossVariables("loss");
                List<String> names = new ArrayList<>(store.trainableNames());
                names.add("x");
                try (GraphExecutor executor = new PlannedExecutor(new GraphProgram(graph, List.of(y.name()), names))) {
                    GraphResult result = executor.run(Map.of("x", x));
                    Map<String, INDArray> gradients = new HashMap<>();
                    names.forEach(
                            name -> gradients.put(name, result.gradient(name).dup('c')));
                    return new Outcome(result.output(y.name()).dup('c'), gradients);
                }
            }
        }
    }
}
