package org.wsol.cli.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.backbones.Backbones;
import org.wsol.core.ImageSize;
import org.wsol.core.component.Components;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BackboneProvider;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.plan.ExecutionEngine;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.TrainingGraph;
import org.wsol.losses.BridgingGap;
import org.wsol.losses.BridgingGapOptions;
import org.wsol.losses.ConsistencyLoss;

/**
 * Compares the gradients of a plan with those of SameDiff's own session: the whole method on every backbone with random
 * parameters, images and draws.
 *
 * <p>In double precision they agree to 1e-6 or better. In float32, networks in training mode are chaotic at the level
 * of rounding (a rectifier's input falls on one side of zero or the other), so the gradients in double precision are
 * the reference: up to a factor, a plan must not be farther from them than SameDiff's own session.
 */
class BackbonePlanTest {
    private static final int CLASSES = 7;
    private static final int IMAGES = 2;
    private static final ImageSize SIZE = ImageSize.square(96);
    private static final double AGREEMENT = 1e-6;
    private static final double SLACK = 3;
    private static final double FLOAT_ROUNDING = 1e-5;

    /** A vanishing gradient (of a bias before batch normalisation) consists of rounding errors of large ones. */
    private static final double NOTHING = 1e-12;

    private static final List<String> WITH_OTHER_HEADS = List.of("convnext_tiny", "mobilenet_v3_large");

    /** These take seconds each; the others take a minute in total. */
    private static final List<String> QUICK = List.of("mobilenet_v2", "small_cnn", "squeezenet1_1");

    static Stream<String> quick() {
        return QUICK.stream();
    }

    static Stream<String> others() {
        return Components.load("backbone", BackboneProvider.class).names().stream()
                .filter(name -> !QUICK.contains(name));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void gradientsEqualThoseOfSameDiff(String name) {
        compare(name);
    }

    @ParameterizedTest
    @MethodSource("others")
    @Tag("slow")
    void gradientsOfLargeNetworksEqualThoseOfSameDiff(String name) {
        compare(name);
    }

    private static void compare(String name) {
        try (ParameterStore exact = new ParameterStore(DataType.DOUBLE, 5);
                ParameterStore rounded = new ParameterStore(DataType.FLOAT, 5)) {
            TrainingGraph inDouble = graph(name, exact);
            TrainingGraph inFloat = graph(name, rounded);
            for (String parameter : exact.names()) {
                rounded.get(parameter).assign(exact.get(parameter));
                exact.get(parameter).assign(rounded.get(parameter));
            }
            Map<String, double[]> truth = gradients(inDouble, DataType.DOUBLE, SameDiffExecutor::new);
            for (ExecutionEngine engine : available()) {
                Map<String, double[]> planned =
                        gradients(inDouble, DataType.DOUBLE, program -> new PlannedExecutor(program, engine));
                assertEqual(planned, truth, engine);
            }
            double usual = distance(gradients(inFloat, DataType.FLOAT, SameDiffExecutor::new), truth);
            for (ExecutionEngine engine : available()) {
                double found = distance(
                        gradients(inFloat, DataType.FLOAT, program -> new PlannedExecutor(program, engine)), truth);
                assertThat(found).as("%s in float32", engine).isLessThan(SLACK * usual + FLOAT_ROUNDING);
            }
        }
    }

    private static List<ExecutionEngine> available() {
        return Stream.of(ExecutionEngine.values())
                .filter(engine -> engine.obstacle().isEmpty())
                .toList();
    }

    private static TrainingGraph graph(String name, ParameterStore store) {
        // The method needs class weights, which heads with a hidden layer or a norm do not have.
        Map<String, String> options = WITH_OTHER_HEADS.contains(name) ? Map.of("head", "linear") : Map.of();
        Backbone backbone = Backbones.create(name, options, SIZE, CLASSES);
        BridgingGap method = new BridgingGap(new BridgingGapOptions(
                new BridgingGapOptions.Similarity(0.5, BridgingGapOptions.Regions.SCALED, 0.6, 0.1, TrainingSpan.ZERO),
                new BridgingGapOptions.Norm(0.15, BridgingGapOptions.Reference.MAX, 0, TrainingSpan.ZERO),
                new BridgingGapOptions.Consistency(3, ConsistencyLoss.Detach.NONE, TrainingSpan.ZERO),
                new BridgingGapOptions.Dropout(0.8, 0.5, Optional.empty())));
        Set<String> terms = new LinkedHashSet<>();
        method.terms().stream().map(LossTerm::name).forEach(terms::add);
        return TrainingGraph.build(backbone, method, store, SIZE, BatchNormMode.TRAINING, terms, Set.of());
    }

    /** Copies of all gradients on the same images and draws. */
    private static Map<String, double[]> gradients(TrainingGraph graph, DataType type, GraphExecutorFactory executors) {
        SplitMix64 random = new SplitMix64(9);
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(TrainingGraph.IMAGES, fill(random, type, IMAGES, 3, SIZE.height(), SIZE.width()));
        INDArray labels = Nd4j.zeros(type, IMAGES, CLASSES);
        labels.putScalar(0, 1, 1);
        labels.putScalar(1, 4, 1);
        inputs.put(TrainingGraph.LABELS, labels);
        for (NoiseInput noise : graph.noiseInputs()) {
            inputs.put(noise.name(), fill(random, type, noise.shapeFor(IMAGES)));
        }
        Map<String, double[]> found = new HashMap<>();
        try (GraphExecutor executor = executors.create(graph.program())) {
            executor.run(inputs)
                    .gradients()
                    .forEach((name, gradient) ->
                            found.put(name, gradient.dup('c').data().asDouble()));
        }
        return found;
    }

    /** Numbers in [0, 1) that are exact in float32. */
    private static INDArray fill(SplitMix64 random, DataType type, long... shape) {
        INDArray array = Nd4j.create(type, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, (float) random.nextDouble());
        }
        return array;
    }

    /** Every gradient separately, so that a wrong one is not hidden by large ones. */
    private static void assertEqual(
            Map<String, double[]> actual, Map<String, double[]> expected, ExecutionEngine engine) {
        double rounding = NOTHING * length(expected);
        expected.forEach((name, gradient) -> assertThat(distance(actual.get(name), gradient))
                .as("%s, gradient of %s in double", engine, name)
                .isLessThan(AGREEMENT * length(gradient) + rounding));
    }

    /** Norm of the difference of all gradients as one vector, relative to the norm of the expected gradients. */
    private static double distance(Map<String, double[]> actual, Map<String, double[]> expected) {
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        double sum = 0;
        for (Map.Entry<String, double[]> entry : expected.entrySet()) {
            sum += Math.pow(distance(actual.get(entry.getKey()), entry.getValue()), 2);
        }
        return Math.sqrt(sum) / length(expected);
    }

    private static double distance(double[] a, double[] b) {
        assertThat(a).hasSameSizeAs(b);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum);
    }

    private static double length(Map<String, double[]> gradients) {
        return Math.sqrt(gradients.values().stream()
                .mapToDouble(gradient -> Math.pow(length(gradient), 2))
                .sum());
    }

    private static double length(double[] gradient) {
        return distance(gradient, new double[gradient.length]);
    }
}
