package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.train.LossTerm;
import org.wsol.engine.train.Method;
import org.wsol.engine.train.TrainingGraph;

/** Compares every method's gradients, term by term, with finite differences in double precision. */
class PeerMethodsGradientTest {
    private static final int CLASSES = 3;
    private static final ImageSize SIZE = new ImageSize(6, 5);

    @TestFactory
    Stream<DynamicTest> gradientsEqualFiniteDifferences() {
        return PeerMethods.all().entrySet().stream().flatMap(entry -> entry.getValue().terms().stream()
                // The discrepancy's width has no gradient by definition; AdaptationParityTest tests its gradients.
                .filter(term -> !term.name().equals(DomainAdaptation.DOMAIN))
                .map(term -> DynamicTest.dynamicTest(
                        entry.getKey() + " " + term.name(), () -> check(entry.getValue(), term))));
    }

    private static void check(Method method, LossTerm term) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 11)) {
            Set<String> observed = new LinkedHashSet<>();
            TrainingGraph graph = TrainingGraph.build(
                    new TinyBackbone(CLASSES, 3),
                    method,
                    store,
                    SIZE,
                    BatchNormMode.TRAINING,
                    Set.of(term.name()),
                    observed);
            assertThat(graph.program().gradients()).isNotEmpty();
            Map<String, INDArray> inputs = inputs(graph);
            raiseBiases(store);
            GraphProgram forwardOnly =
                    new GraphProgram(graph.program().graph(), List.of(TrainingGraph.TOTAL), List.of());
            try (GraphExecutor executor = new SameDiffExecutor(graph.program());
                    GraphExecutor forward = new SameDiffExecutor(forwardOnly)) {
                for (String name : checked(term, graph)) {
                    INDArray gradient = executor.run(inputs).gradient(name).dup('c');
                    INDArray parameter = store.get(name);
                    for (long i = 0; i < parameter.length(); i += 1 + parameter.length() / 3) {
                        double expected = NumericGradient.of(forward, inputs, TrainingGraph.TOTAL, parameter, i);
                        assertThat(gradient.getDouble(i)).as("%s[%d]", name, i).isCloseTo(expected, within(3e-6));
                    }
                }
            }
        }
    }

    /** With a bias of 0, a position without response is exactly at the kink of a rectifier. */
    private static void raiseBiases(ParameterStore store) {
        for (String name : store.trainableNames()) {
            if (name.endsWith(".bias")) {
                store.get(name).addi(0.037);
            }
        }
    }

    /** Finite differences include the effect of a frozen copy, so only the generator can be compared for this term. */
    private static List<String> checked(LossTerm term, TrainingGraph graph) {
        return graph.program().gradients().stream()
                .filter(name -> !term.name().equals(ActivationSuppression.SUPPRESSION) || name.startsWith("bas.map"))
                .toList();
    }

    private static Map<String, INDArray> inputs(TrainingGraph graph) {
        SplitMix64 random = new SplitMix64(5);
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(TrainingGraph.IMAGES, fill(random, 4, 3, SIZE.height(), SIZE.width()));
        inputs.put(
                TrainingGraph.LABELS,
                AlignmentParityTest.oneHot(Nd4j.createFromArray(0, 2, 1, 2), CLASSES, DataType.DOUBLE));
        for (NoiseInput noise : graph.noiseInputs()) {
            inputs.put(noise.name(), fill(random, noise.shapeFor(4)));
        }
        inputs.put("ccam.order", Nd4j.arange(0, 4).castTo(DataType.DOUBLE));
        int area = (int) SIZE.area();
        inputs.put(PlaceAssigner.SOURCE, picked(2, area));
        inputs.put(PlaceAssigner.TARGET, picked(3, area));
        inputs.put(PlaceAssigner.USED, Nd4j.createFromArray(1.0, 0.0, 1.0, 1.0));
        inputs.put(PlaceAssigner.BACKGROUND, fill(random, 4, area).gt(0.5).castTo(DataType.DOUBLE));
        inputs.keySet().retainAll(graph.program().graph().variableMap().keySet());
        return inputs;
    }

    /** One position of each image for every row. */
    private static INDArray picked(int rows, int area) {
        INDArray picked = Nd4j.zeros(DataType.DOUBLE, 4, rows, area);
        for (int image = 0; image < 4; image++) {
            for (int row = 0; row < rows; row++) {
                picked.putScalar(new int[] {image, row, (7 * image + 5 * row + rows) % area}, 1);
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

    /** Methods with layers as small as the backbone. */
    static final class PeerMethods {
        private PeerMethods() {}

        static Map<String, Method> all() {
            return Map.of(
                    "adl drop",
                    new AttentionDropout(new AttentionDropout.Options(1, 0.9, Optional.empty())),
                    "adl importance",
                    new AttentionDropout(new AttentionDropout.Options(0, 0.9, Optional.of(List.of("first", "third")))),
                    "acol",
                    new AdversarialErasing(new AdversarialErasing.Options(0.7, 4, Optional.empty())),
                    "spg",
                    new SelfProducedGuidance(new SelfProducedGuidance.Options(
                            new SelfProducedGuidance.Thresholds(0.7, 0.2),
                            new SelfProducedGuidance.Thresholds(0.51, 0.45),
                            new SelfProducedGuidance.Thresholds(0.51, 0.45),
                            1,
                            Optional.empty(),
                            Optional.of(9),
                            Optional.of(4))),
                    "tap",
                    new ThresholdedPooling(new ThresholdedPooling.Options(0.3, true, 1)),
                    "bas",
                    new ActivationSuppression(
                            new ActivationSuppression.Options(1.5, 0.5, Optional.empty(), 4, Optional.empty())),
                    "ccam",
                    new ContrastiveActivation(
                            new ContrastiveActivation.Options(0.25, Optional.of(List.of("first", "third")))),
                    "da-wsol",
                    new DomainAdaptation(
                            new DomainAdaptation.Options(0.3, 2, org.wsol.core.component.TrainingSpan.ZERO, 3)));
        }
    }
}
