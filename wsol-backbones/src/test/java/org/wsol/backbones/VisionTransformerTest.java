package org.wsol.backbones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;

/** A small transformer: gradients, plans, positions, and its maps between stages. */
class VisionTransformerTest {
    private static final int CLASSES = 3;
    private static final ImageSize SQUARE = ImageSize.square(12);
    private static final ImageSize OTHER = new ImageSize(16, 20);

    @ParameterizedTest
    @CsvSource({"PUBLISHED, 12, 12", "LINEAR, 16, 20"})
    void gradientsEqualFiniteDifferences(HeadStyle head, int rows, int columns) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            Program program = Program.of(head, new ImageSize(rows, columns), store, false);
            spread(store);
            try (GraphExecutor executor = new SameDiffExecutor(program.graph())) {
                Map<String, INDArray> inputs = program.inputs(DataType.DOUBLE);
                Map<String, INDArray> gradients = new HashMap<>();
                executor.run(inputs).gradients().forEach((name, value) -> gradients.put(name, value.dup('c')));
                for (String name : store.trainableNames()) {
                    INDArray array = store.get(name);
                    for (long i = 0; i < array.length(); i += 1 + array.length() / 2) {
                        assertThat(gradients.get(name).getDouble(i))
                                .as("%s[%d]", name, i)
                                .isCloseTo(NumericGradient.of(executor, inputs, "loss", array, i), within(1e-6));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"PUBLISHED, 12, 12", "LINEAR, 16, 20"})
    void plannedExecutionEqualsSameDiff(HeadStyle head, int rows, int columns) {
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 3)) {
            Program program = Program.of(head, new ImageSize(rows, columns), store, false);
            spread(store);
            Map<String, INDArray> expected = run(program, SameDiffExecutor::new);
            for (ExecutionEngine engine : ExecutionEngine.values()) {
                if (engine.obstacle().isEmpty()) {
                    Map<String, INDArray> actual = run(program, graph -> new PlannedExecutor(graph, engine));
                    expected.forEach((name, array) -> assertThat(Fixtures.distance(actual.get(name), array))
                            .as("%s of %s", name, engine)
                            .isLessThan(1e-4));
                }
            }
        }
    }

    @Test
    void changedMapsAreConcatenatedWithTheClassToken() {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            INDArray untouched = run(Program.of(HeadStyle.PUBLISHED, SQUARE, store, false), SameDiffExecutor::new)
                    .get("loss");
            INDArray passedOn = run(Program.of(HeadStyle.PUBLISHED, SQUARE, store, true), SameDiffExecutor::new)
                    .get("loss");
            assertThat(passedOn.getDouble(0)).isCloseTo(untouched.getDouble(0), within(1e-12));
        }
    }

    @Test
    void rejectsATailWithoutClassToken() {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 3)) {
            Backbone backbone = transformer(SQUARE).backbone("small", HeadStyle.LINEAR, CLASSES);
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FROZEN);
            SDVariable map =
                    layers.sized(layers.graph().placeHolder("map", DataType.DOUBLE, -1, 12, 3, 3), ImageSize.square(3));
            assertThatThrownBy(() -> backbone.apply(layers, map, 2, 3))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("class token");
        }
    }

    /** PyTorch's interpolate, bicubic without aligned corners, of the row 1, 2, 4 to five positions. */
    @Test
    void resizesPositionEmbeddingsLikePyTorch() {
        double[][] matrix = PositionGrid.resizing(3, new ImageSize(3, 5));
        double[] line = {1, 2, 4};
        double[] expected = {0.9040, 1.2440, 2.0000, 3.2960, 4.1920};
        for (int i = 0; i < 5; i++) {
            double value = 0;
            for (int from = 0; from < 9; from++) {
                value += matrix[i + 1][from + 1] * line[from % 3];
            }
            assertThat(value).as("place %d", i).isCloseTo(expected[i], within(1e-4));
        }
        assertThat(matrix[0][0]).isEqualTo(1);
    }

    private static VisionTransformer transformer(ImageSize size) {
        return new VisionTransformer(4, 12, 2, 3, 3, 0.4, size);
    }

    /** Initial values are small; larger ones make attention vary between positions. */
    private static void spread(ParameterStore store) {
        SplitMix64 random = new SplitMix64(8);
        for (String name : store.trainableNames()) {
            INDArray array = store.get(name);
            for (long i = 0; i < array.length(); i++) {
                array.putScalar(i, array.getDouble(i) + 0.3 * random.nextGaussian());
            }
        }
    }

    private static Map<String, INDArray> run(Program program, GraphExecutorFactory executors) {
        Map<String, INDArray> copies = new HashMap<>();
        try (GraphExecutor executor = executors.create(program.graph())) {
            GraphResult result = executor.run(program.inputs(program.type()));
            result.gradients().forEach((name, value) -> copies.put(name, value.dup('c')));
            copies.put("loss", result.output("loss").dup());
        }
        return copies;
    }

    /**
     * The transformer in training mode with random draws of its drop paths, and the sum of its scores times fixed
     * numbers.
     */
    private record Program(GraphProgram graph, List<NoiseInput> noise, ImageSize size, DataType type) {
        private static final int IMAGES = 2;

        static Program of(HeadStyle head, ImageSize size, ParameterStore store, boolean passOn) {
            Backbone backbone = transformer(size).backbone("small", head, CLASSES);
            Layers layers = new Layers(SameDiff.create(), store, BatchNormMode.FROZEN);
            SDVariable map = layers.images("images", 3, size);
            for (int i = 0; i < backbone.stages().size(); i++) {
                map = backbone.apply(layers, map, i, i + 1);
                map = passOn ? layers.sized(map.mul(1.0), layers.sizeOf(map)) : map;
            }
            SDVariable logits = backbone.head().logits(layers, map);
            INDArray upstream = random(4, store.type(), IMAGES, CLASSES);
            logits.mul(layers.graph().constant("upstream", upstream)).sum().rename("loss");
            layers.graph().setLossVariables("loss");
            GraphProgram program =
                    new GraphProgram(layers.graph(), List.of("loss"), new ArrayList<>(store.trainableNames()));
            return new Program(program, layers.noiseInputs(), size, store.type());
        }

        Map<String, INDArray> inputs(DataType type) {
            Map<String, INDArray> inputs = new HashMap<>();
            inputs.put("images", random(5, type, IMAGES, 3, size.height(), size.width()));
            for (NoiseInput input : noise) {
                // The first image keeps its branches, the second loses some.
                INDArray draws = Nd4j.createFromArray(0.9, 0.1).castTo(type);
                inputs.put(input.name(), draws.reshape(input.shapeFor(IMAGES)));
            }
            return inputs;
        }
    }

    private static INDArray random(long seed, DataType type, long... shape) {
        SplitMix64 stream = new SplitMix64(seed);
        INDArray array = Nd4j.create(type, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, stream.nextGaussian());
        }
        return array;
    }
}
