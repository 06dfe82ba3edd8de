package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraph;

/**
 * Every method gives finite values, equal for all executors, for a single class, a single image and maps with one
 * position.
 */
class AxesOfLengthOneTest {

    private record Shape(int images, int classes, ImageSize size) {}

    @TestFactory
    Stream<DynamicTest> lossesAndGradientsAreFinite() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("one class", new Shape(3, 1, new ImageSize(6, 5)));
        shapes.put("one image", new Shape(1, 3, new ImageSize(6, 5)));
        shapes.put("one place", new Shape(3, 3, new ImageSize(1, 1)));
        shapes.put("a row of places", new Shape(2, 3, new ImageSize(4, 1)));
        shapes.put("one of each", new Shape(1, 1, new ImageSize(1, 1)));
        Map<String, Method> methods = new LinkedHashMap<>(PeerMethodsGradientTest.PeerMethods.all());
        methods.put("cam", new ClassActivationMapping());
        methods.put("bridging-gap", bridgingGap());
        return methods.entrySet().stream().flatMap(method -> shapes.entrySet().stream()
                .map(shape -> DynamicTest.dynamicTest(
                        method.getKey() + ", " + shape.getKey(), () -> check(method.getValue(), shape.getValue()))));
    }

    private static Method bridgingGap() {
        return new BridgingGap(new BridgingGapOptions(
                new BridgingGapOptions.Similarity(0.5, BridgingGapOptions.Regions.SCALED, 0.5, 0.3, TrainingSpan.ZERO),
                new BridgingGapOptions.Norm(0.7, BridgingGapOptions.Reference.MAX, 0, TrainingSpan.ZERO),
                new BridgingGapOptions.Consistency(2.0, ConsistencyLoss.Detach.NONE, TrainingSpan.ZERO),
                new BridgingGapOptions.Dropout(0.6, 0.5, Optional.empty())));
    }

    private static void check(Method method, Shape shape) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 11)) {
            Set<String> terms = method.terms().stream().map(LossTerm::name).collect(Collectors.toSet());
            TrainingGraph graph = TrainingGraph.build(
                    new TinyBackbone(shape.classes(), 3),
                    method,
                    store,
                    shape.size(),
                    BatchNormMode.FROZEN,
                    terms,
                    new LinkedHashSet<>(terms));
            Map<String, INDArray> inputs = inputs(graph, shape);
            try (GraphExecutor session = new SameDiffExecutor(graph.program());
                    GraphExecutor planned = new PlannedExecutor(graph.program(), ExecutionEngine.best())) {
                GraphResult expected = session.run(inputs);
                GraphResult actual = planned.run(inputs);
                assertNumber(actual.output(TrainingGraph.TOTAL), expected.output(TrainingGraph.TOTAL), "loss");
                for (String name : graph.program().gradients()) {
                    assertNumber(actual.gradient(name), expected.gradient(name), name);
                }
            }
        }
    }

    private static void assertNumber(INDArray actual, INDArray expected, String name) {
        assertThat(expected.isNaN().any() || expected.isInfinite().any())
                .as(name)
                .isFalse();
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).as(name).isCloseTo(0, within(1e-9));
    }

    private static Map<String, INDArray> inputs(TrainingGraph graph, Shape shape) {
        SplitMix64 random = new SplitMix64(5);
        int images = shape.images();
        int area = (int) shape.size().area();
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(
                TrainingGraph.IMAGES,
                fill(random, images, 3, shape.size().height(), shape.size().width()));
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, images, shape.classes());
        for (int image = 0; image < images; image++) {
            labels.putScalar(image, image % shape.classes(), 1);
        }
        inputs.put(TrainingGraph.LABELS, labels);
        for (NoiseInput noise : graph.noiseInputs()) {
            inputs.put(noise.name(), fill(random, noise.shapeFor(images)));
        }
        inputs.put("ccam.order", Nd4j.arange(0, images).castTo(DataType.DOUBLE));
        inputs.put(PlaceAssigner.SOURCE, picked(images, 2, area));
        inputs.put(PlaceAssigner.TARGET, picked(images, 3, area));
        inputs.put(PlaceAssigner.USED, Nd4j.ones(DataType.DOUBLE, images));
        inputs.put(PlaceAssigner.BACKGROUND, fill(random, images, area).gt(0.5).castTo(DataType.DOUBLE));
        inputs.keySet().retainAll(graph.program().graph().variableMap().keySet());
        return inputs;
    }

    private static INDArray picked(int images, int rows, int area) {
        INDArray picked = Nd4j.zeros(DataType.DOUBLE, images, rows, area);
        for (int image = 0; image < images; image++) {
            for (int row = 0; row < rows; row++) {
                picked.putScalar(new int[] {image, row, (7 * image + 5 * row) % area}, 1);
            }
        }
        return picked;
    }

    private static INDArray fill(SplitMix64 random, long... shape) {
        INDArray array = shape.length == 0 ? Nd4j.scalar(0.0) : Nd4j.create(DataType.DOUBLE, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextDouble());
        }
        return array;
    }
}
