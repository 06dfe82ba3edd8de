package org.wsol.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
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
import org.wsol.engine.train.RateGrouping;
import org.wsol.engine.train.RunLength;
import org.wsol.engine.train.Sgd;
import org.wsol.engine.train.StepResult;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.train.TrainingStep;
import org.wsol.engine.weights.Networks;
import org.wsol.losses.PeerSteps;

/** Three optimizer steps of whole networks with the reference evaluation's methods and learning-rate groups. */
class PeerTrainingParityTest {
    private static final Map<String, String> TERMS = Map.of(
            "loss_a", "cross_entropy",
            "loss_b", "erased_cross_entropy",
            "b2_from_attention", "b2_from_attention",
            "b1_from_b2", "b1_from_b2",
            "c_from_fused", "c_from_fused",
            "cross_entropy", "cross_entropy");

    /** Batch statistics over few places scatter the gradient of later steps. */
    private static final double LATER_GRADIENT = 0.02;

    @TestFactory
    Stream<DynamicTest> stepsEqualTheReference() {
        return PeerCase.ofKind("method_training").stream()
                .map(found -> DynamicTest.dynamicTest(found.name(), () -> check(found)));
    }

    private static void check(PeerCase found) {
        Backbone backbone = found.backbone();
        Draws draws = new Draws(found);
        Method method = found.method(draws.batchSteps());
        Batch batch = found.batch();
        Set<String> terms = new LinkedHashSet<>();
        method.terms().stream().map(LossTerm::name).forEach(terms::add);
        TrainingSetup setup = setup(found, backbone, method);
        try (ParameterStore store = new ParameterStore(DataType.FLOAT, 1)) {
            Networks.initialize(backbone, method, found.size(), store);
            NamedParameters.fill(store, found.seed(), found::reference);
            try (TrainingStep step =
                            new TrainingStep(setup, store, draws::uniform, terms, Set.of(), PlannedExecutor::new);
                    Sgd optimizer = new Sgd(new Sgd.Options(0.9, true, found.config("weight_decay")))) {
                SoftAssertions.assertSoftly(all -> {
                    for (int i = 0; i < found.json().get("expected").size(); i++) {
                        draws.step(i);
                        GraphResult result = step.evaluate(batch, i);
                        StepResult measured = step.measure(result, batch);
                        hold(all, found, i, measured);
                        if (i == 0) {
                            holdGradients(all, found, result);
                        }
                        step.apply(result, measured, batch, i, optimizer);
                    }
                    holdParameters(all, found, store);
                });
            }
        }
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

    private static void hold(SoftAssertions all, PeerCase found, int step, StepResult measured) {
        JsonNode expected = found.json().get("expected").get(step);
        double tolerance = found.json().get("tolerance_by_step").get(step).asDouble();
        near(
                all,
                "step " + step + ": loss",
                measured.total(),
                expected.get("loss").asDouble(),
                tolerance);
        TERMS.forEach((theirs, ours) -> {
            if (expected.has(theirs)
                    && measured.terms().containsKey(ours)
                    && !found.methodName().equals("cutmix")) {
                near(
                        all,
                        "step " + step + ": " + theirs,
                        measured.terms().get(ours),
                        expected.get(theirs).asDouble(),
                        tolerance);
            }
        });
        double gradientTolerance = step == 0 ? Math.max(tolerance, 2e-3) : Math.max(tolerance, LATER_GRADIENT);
        near(
                all,
                "step " + step + ": gradient norm",
                measured.gradientNorm(),
                expected.get("grad_norm").asDouble(),
                gradientTolerance);
    }

    private static void holdGradients(SoftAssertions all, PeerCase found, GraphResult result) {
        result.gradients().forEach((name, gradient) -> {
            String file = "grad0." + found.reference(name);
            if (found.has(file)) {
                nearArray(all, file, gradient, found.array(file), 0.01);
            }
        });
    }

    private static void holdParameters(SoftAssertions all, PeerCase found, ParameterStore store) {
        for (String name : store.names()) {
            String file = "final." + found.reference(name);
            if (found.has(file)) {
                nearArray(all, file, store.get(name), found.array(file), found.tolerance());
            }
        }
    }

    private static void near(SoftAssertions all, String what, double actual, double expected, double tolerance) {
        all.assertThat(Math.abs(actual - expected))
                .as("%s: %s instead of %s", what, actual, expected)
                .isLessThanOrEqualTo(tolerance * Math.max(1, Math.abs(expected)));
    }

    private static void nearArray(
            SoftAssertions all, String what, INDArray actual, INDArray expected, double tolerance) {
        double scale = Math.max(1e-6, expected.amaxNumber().doubleValue());
        double difference = actual.dup('c')
                .reshape(expected.shape())
                .sub(expected)
                .amaxNumber()
                .doubleValue();
        all.assertThat(difference / scale).as(what).isLessThanOrEqualTo(tolerance);
    }

    /** The random numbers of a case, in the order they are asked for. */
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

        /** Coins of attention dropout by layer, or the uniform numbers of a dropout. */
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
