package org.wsol.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.Backbone;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.BatchStep;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.RateGroup.RateGrouping;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sgd;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.train.TrainingStep;
import org.wsol.engine.weights.Networks;
import org.wsol.losses.PeerSteps;

/**
 * Three optimizer steps of whole networks with the reference evaluation's methods and learning-rate groups: losses,
 * terms, gradients of the first step, parameters at the end. A value must be within the tolerance of its case, or
 * within a multiple of the change caused by perturbing the parameters by one rounding ({@code
 * docs/decisions/0016-training-parity.md}).
 */
class PeerTrainingParityTest {
    private static final Map<String, String> TERMS = Map.of(
            "loss_a", "cross_entropy",
            "loss_b", "erased_cross_entropy",
            "b2_from_attention", "b2_from_attention",
            "b1_from_b2", "b1_from_b2",
            "c_from_fused", "c_from_fused",
            "cross_entropy", "cross_entropy");

    /** Batch statistics over few positions add noise to the gradient of later steps. */
    private static final double LATER_GRADIENT = 0.02;

    private static final double GRADIENT = 0.01;

    /**
     * A rectifier whose input is zero up to rounding may be active in one implementation only: one of InceptionV3's
     * 1024 channels.
     */
    private static final int VALUES_PER_BEND = 1000;

    private static final int REPETITIONS = 4;
    private static final double MULTIPLE = 3;

    @TestFactory
    Stream<DynamicTest> stepsEqualTheReference() {
        return PeerCase.ofKind("method_training").stream()
                .map(found -> DynamicTest.dynamicTest(found.name(), () -> check(found)));
    }

    private static void check(PeerCase found) {
        Draws draws = new Draws(found);
        Backbone backbone = found.backbone();
        Method method = found.method(draws.batchSteps());
        Set<String> terms = new LinkedHashSet<>();
        method.terms().stream().map(LossTerm::name).forEach(terms::add);
        try (ParameterStore store = ParameterStore.ofShapes()) {
            Networks.initialize(backbone, method, found.size(), store);
            NamedParameters.fill(store, found.seed(), found::reference);
            Map<String, float[]> start = new TreeMap<>();
            store.names().forEach(name -> start.put(name, TrainingTrial.floats(store.get(name))));
            try (TrainingStep step = new TrainingStep(
                    setup(found, backbone, method), store, draws::uniform, terms, Set.of(), PlannedExecutor::new)) {
                Map<String, double[]> actual = train(found, draws, store, step);
                Map<String, double[]> expected = stored(found, actual.keySet());
                List<Map<String, double[]>> moved = new ArrayList<>();
                for (int i = 0; i < REPETITIONS && !allHold(found, expected, actual, moved); i++) {
                    perturb(store, start, i);
                    moved.add(train(found, draws, store, step));
                }
                SoftAssertions.assertSoftly(all ->
                        expected.forEach((name, values) -> hold(all, found, name, values, actual.get(name), moved)));
            }
        }
    }

    /** Starts from parameters changed by one rounding. */
    private static void perturb(ParameterStore store, Map<String, float[]> start, long seed) {
        start.forEach((name, values) -> {
            float[] changed = NamedParameters.perturbed(values, SplitMix64.named(seed, name));
            try (INDArray source = Nd4j.create(changed, store.get(name).shape(), 'c')) {
                store.get(name).assign(source);
            }
        });
    }

    /** All possible values of a case, by name. */
    private static Map<String, double[]> train(PeerCase found, Draws draws, ParameterStore store, TrainingStep step) {
        Map<String, double[]> values = new TreeMap<>();
        Batch batch = found.batch();
        try (Sgd optimizer = new Sgd(new Sgd.Options(0.9, true, found.config("weight_decay")))) {
            for (int i = 0; i < found.json().get("expected").size(); i++) {
                draws.step(i);
                GraphResult result = step.evaluate(batch, i);
                StepResult measured = step.measure(result, batch);
                String prefix = i + "/";
                values.put(prefix + "loss", new double[] {measured.total()});
                values.put(prefix + "grad_norm", new double[] {measured.gradientNorm()});
                TERMS.forEach((theirs, ours) -> {
                    if (measured.terms().containsKey(ours)
                            && !found.methodName().equals("cutmix")) {
                        values.put(
                                prefix + theirs, new double[] {measured.terms().get(ours)});
                    }
                });
                if (i == 0) {
                    result.gradients().forEach((name, gradient) -> keep(found, values, "grad0.", name, gradient));
                }
                step.apply(result, measured, batch, i, optimizer);
            }
        }
        store.names().forEach(name -> keep(found, values, "final.", name, store.get(name)));
        return values;
    }

    private static void keep(PeerCase found, Map<String, double[]> values, String kind, String name, INDArray array) {
        String file = kind + found.reference(name);
        if (found.has(file)) {
            values.put(file, array.dup('c').data().asDouble());
        }
    }

    private static Map<String, double[]> stored(PeerCase found, Set<String> names) {
        Map<String, double[]> values = new TreeMap<>();
        for (String name : names) {
            if (name.contains("/")) {
                String[] parts = name.split("/");
                JsonNode value = found.json()
                        .get("expected")
                        .get(Integer.parseInt(parts[0]))
                        .get(parts[1]);
                if (value != null) {
                    values.put(name, new double[] {value.asDouble()});
                }
            } else {
                values.put(name, found.array(name).dup('c').data().asDouble());
            }
        }
        return values;
    }

    /** Whether all differences are within the tolerances so far: further repetitions could only widen them. */
    private static boolean allHold(
            PeerCase found,
            Map<String, double[]> expected,
            Map<String, double[]> actual,
            List<Map<String, double[]>> moved) {
        return expected.entrySet().stream().allMatch(value -> {
            String name = value.getKey();
            double tolerance = tolerance(found, name, value.getValue(), scatter(name, actual.get(name), moved));
            return count(actual.get(name), value.getValue(), tolerance) <= atTheBend(name, actual.get(name));
        });
    }

    private static void hold(
            SoftAssertions all,
            PeerCase found,
            String name,
            double[] expected,
            double[] actual,
            List<Map<String, double[]>> moved) {
        double scatter = scatter(name, actual, moved);
        all.assertThat(count(actual, expected, tolerance(found, name, expected, scatter)))
                .as(
                        "%s: of %d values so many are off, by up to %s; one rounding of the parameters moves them by %s",
                        name, actual.length, distance(actual, expected), scatter)
                .isLessThanOrEqualTo(atTheBend(name, actual));
    }

    private static double scatter(String name, double[] actual, List<Map<String, double[]>> moved) {
        return moved.stream()
                .mapToDouble(other -> distance(actual, other.get(name)))
                .max()
                .orElse(0);
    }

    private static double tolerance(PeerCase found, String name, double[] expected, double scatter) {
        double scale = 0;
        for (double value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        double stated = statedTolerance(found, name) * (name.contains("/") ? Math.max(1, scale) : scale);
        return Math.max(stated, MULTIPLE * scatter);
    }

    private static long atTheBend(String name, double[] values) {
        return name.startsWith("grad0.") ? values.length / VALUES_PER_BEND : 0;
    }

    private static double statedTolerance(PeerCase found, String name) {
        if (!name.contains("/")) {
            return name.startsWith("grad0.") ? GRADIENT : found.tolerance();
        }
        int step = Integer.parseInt(name.split("/")[0]);
        double tolerance = found.json().get("tolerance_by_step").get(step).asDouble();
        return name.endsWith("grad_norm") && step > 0 ? Math.max(tolerance, LATER_GRADIENT) : tolerance;
    }

    private static long count(double[] a, double[] b, double tolerance) {
        return IntStream.range(0, a.length)
                .filter(i -> Math.abs(a[i] - b[i]) > tolerance)
                .count();
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    private static TrainingSetup setup(PeerCase found, Backbone backbone, Method method) {
        return new TrainingSetup(
                backbone,
                method,
                (step, length) -> 1,
                found.config("lr"),
                found.config("lr_classifier_ratio"),
                Optional.empty(),
                found.size(),
                BatchNormMode.TRAINING,
                new RunLength(1, 4, 3),
                0,
                List.of(),
                RateGrouping.REFERENCE);
    }

    /** The random numbers of a case, in order of use. */
    private static final class Draws {
        private final PeerCase found;
        private final List<String> order = new ArrayList<>();
        private JsonNode now;

        Draws(PeerCase found) {
            this.found = found;
        }

        void step(int step) {
            now = found.json().get("expected").get(step);
        }

        List<BatchStep> batchSteps() {
            return switch (found.methodName()) {
                case "has" ->
                    List.of(PeerSteps.hidden(
                            (int) found.config("has_grid_size"),
                            found.config("has_drop_rate"),
                            () -> new SplitMix64(now.get("draws_seed").asLong())));
                case "cutmix" -> List.of(PeerSteps.mixed(() -> now));
                default -> List.of();
            };
        }

        /** Random choices of attention dropout by layer, or the uniform numbers of a dropout. */
        float[] uniform(NoiseInput input, long step, int count) {
            if (!order.contains(input.name())) {
                order.add(input.name());
            }
            int position = order.indexOf(input.name());
            if (input.name().startsWith("adl-coin")) {
                return new float[] {
                    (float) now.get("layers").get(position).get("coin").asDouble()
                };
            }
            return NamedParameters.uniform(
                    now.get("dropout_seeds").get(position).asLong(), count);
        }
    }
}
