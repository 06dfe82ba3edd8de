package org.wsol.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.backend.ThreadLimit;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Initializer;
import org.wsol.engine.graph.ParameterStore;

/**
 * Three steps of two parameter groups, with the rate reduced to a fifth in the last step. Expected numbers were
 * computed with PyTorch 1.13's {@code torch.optim}.
 */
class OptimizersTest {
    private static final double ROUNDING = 2e-7;
    private static final double[] FACTORS = {1, 1, 0.2};
    private static final float[][] TRUNK_GRADIENTS = {
        {0.1f, -0.2f, 0.3f, 0}, {-0.4f, 0.05f, 0, 2}, {0.25f, 0.25f, -1, 0.5f}
    };
    private static final float[][] HEAD_GRADIENTS = {{1.5f, -0.7f}, {0.2f, 0.6f}, {-0.9f, 0.1f}};

    static Stream<Arguments> references() {
        return Stream.of(
                Arguments.of(
                        "SGD(momentum=0.9, nesterov=True, weight_decay=5e-4)",
                        (Supplier<Optimizer>) () -> new Sgd(new Sgd.Options(0.9, true, 5e-4)),
                        new double[] {0.50442892, -1.2462364, 1.9951798, -0.043139927},
                        new double[] {0.31442916, -0.2275497}),
                Arguments.of(
                        "SGD(momentum=0.9, weight_decay=1e-2)",
                        (Supplier<Optimizer>) () -> new Sgd(new Sgd.Options(0.9, false, 1e-2)),
                        new double[] {0.50198597, -1.246536, 1.9951261, -0.024599599},
                        new double[] {0.43275779, -0.22752514}),
                Arguments.of(
                        "SGD()",
                        (Supplier<Optimizer>) () -> new Sgd(new Sgd.Options(0, false, 0)),
                        new double[] {0.5025, -1.249, 1.999, -0.021},
                        new double[] {0.59800005, -0.29200003}),
                Arguments.of(
                        "Adam(weight_decay=1e-2)",
                        (Supplier<Optimizer>) () -> new Adam(new Adam.Options(0.9, 0.999, 1e-8, 1e-2), false),
                        new double[] {0.49551314, -1.2350949, 1.9837214, -0.0088674081},
                        new double[] {0.56979686, -0.19812168}),
                Arguments.of(
                        "AdamW(weight_decay=1e-2)",
                        (Supplier<Optimizer>) () -> new Adam(new Adam.Options(0.9, 0.999, 1e-8, 1e-2), true),
                        new double[] {0.49556297, -1.2355562, 1.9837872, -0.0088672927},
                        new double[] {0.56863463, -0.19804534}),
                Arguments.of(
                        "Adam(betas=(0.8, 0.95), eps=1e-3)",
                        (Supplier<Optimizer>) () -> new Adam(new Adam.Options(0.8, 0.95, 1e-3, 0), false),
                        new double[] {0.49612603, -1.2365406, 1.9847699, -0.0091958772},
                        new double[] {0.57474023, -0.20559946}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void threeStepsEqualPyTorch(String name, Supplier<Optimizer> making, double[] trunk, double[] head) {
        try (ParameterStore parameters = start();
                Optimizer optimizer = making.get()) {
            for (int step = 0; step < FACTORS.length; step++) {
                step(optimizer, parameters, step);
            }
            assertThat(values(parameters, "trunk")).containsExactly(trunk, within(ROUNDING));
            assertThat(values(parameters, "head")).containsExactly(head, within(ROUNDING));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void restoredStateContinuesIdentically(String name, Supplier<Optimizer> making, double[] trunk, double[] head) {
        try (ParameterStore parameters = start();
                Optimizer first = making.get();
                Optimizer second = making.get()) {
            step(first, parameters, 0);
            second.restore(copies(first.state()));
            step(second, parameters, 1);
            step(second, parameters, 2);
            assertThat(values(parameters, "trunk")).containsExactly(trunk, within(ROUNDING));
            assertThat(values(parameters, "head")).containsExactly(head, within(ROUNDING));
        }
    }

    @Test
    void readsGradientsInAnotherElementOrder() {
        try (ParameterStore parameters = start();
                Optimizer optimizer = new Sgd(new Sgd.Options(0, false, 0))) {
            INDArray transposed =
                    Nd4j.createFromArray(new float[][] {{1, 3}, {2, 4}}).transpose();
            optimizer.step(parameters, new GraphResult(Map.of(), Map.of("trunk", transposed)), parameter -> 1);
            assertThat(values(parameters, "trunk"))
                    .containsExactly(new double[] {0.5 - 1, -1.25 - 2, 2.0 - 3, -4}, within(ROUNDING));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void numberOfThreadsDoesNotChangeAnyBit(String name, Supplier<Optimizer> making, double[] trunk, double[] head) {
        assertThat(ThreadLimit.within(1, () -> bitsAfterAStep(making)))
                .isEqualTo(ThreadLimit.within(4, () -> bitsAfterAStep(making)));
    }

    private static List<Integer> bitsAfterAStep(Supplier<Optimizer> making) {
        try (ParameterStore parameters = new ParameterStore(DataType.FLOAT, 0);
                Optimizer optimizer = making.get()) {
            Map<String, INDArray> gradients = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                require(parameters, "p" + i, new float[] {i, 1f / (i + 1), -i}, 3);
                gradients.put("p" + i, Nd4j.createFromArray(0.1f * i, 3f, -1f / (i + 7)));
            }
            optimizer.step(parameters, new GraphResult(Map.of(), gradients), parameter -> 0.3);
            List<Integer> bits = new ArrayList<>();
            gradients.keySet().forEach(key -> {
                for (double value : values(parameters, key)) {
                    bits.add(Float.floatToRawIntBits((float) value));
                }
            });
            return bits;
        }
    }

    private static ParameterStore start() {
        ParameterStore store = new ParameterStore(DataType.FLOAT, 0);
        require(store, "trunk", new float[] {0.5f, -1.25f, 2, 0}, 2, 2);
        require(store, "head", new float[] {0.75f, -0.3f}, 2);
        return store;
    }

    private static void require(ParameterStore store, String name, float[] values, long... shape) {
        store.require(name, ParameterStore.Kind.TRAINABLE, new Initializer.Constant(0), shape)
                .data()
                .setData(values);
    }

    private static void step(Optimizer optimizer, ParameterStore parameters, int step) {
        Map<String, INDArray> gradients = new TreeMap<>();
        gradients.put("trunk", Nd4j.createFromArray(TRUNK_GRADIENTS[step]).reshape(2, 2));
        gradients.put("head", Nd4j.createFromArray(HEAD_GRADIENTS[step]));
        optimizer.step(
                parameters,
                new GraphResult(Map.of(), gradients),
                name -> FACTORS[step] * (name.equals("head") ? 0.1 : 0.01));
    }

    private static Map<String, INDArray> copies(Map<String, INDArray> state) {
        Map<String, INDArray> copies = new TreeMap<>();
        state.forEach((name, array) -> copies.put(name, array.dup()));
        return copies;
    }

    private static double[] values(ParameterStore parameters, String name) {
        return parameters.get(name).reshape(-1).toDoubleVector();
    }

    @Test
    void adamReleasesItsStepCount() {
        Adam adam = new Adam(new Adam.Options(0.9, 0.999, 1e-8, 0), false);
        INDArray count = adam.state().get("steps");
        assertThat(adam.state().get("steps")).isSameAs(count);
        adam.close();
        assertThat(count.wasClosed()).isTrue();
    }
}
