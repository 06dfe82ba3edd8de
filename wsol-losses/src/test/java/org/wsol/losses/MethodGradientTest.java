package org.wsol.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.ImageSize;
import org.wsol.core.component.TrainingSpan;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.NumericGradient;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.graph.SameDiffExecutor;
import org.wsol.engine.train.TrainingGraph;

class MethodGradientTest {
    private static final int CLASSES = 3;
    private static final ImageSize SIZE = new ImageSize(6, 5);

    @ParameterizedTest
    @CsvSource({
        "cross_entropy, TARGET, NONE, SCALED, 0",
        "similarity, TARGET, NONE, SCALED, 0",
        "similarity, TARGET, NONE, RANK, 0",
        "norm, TARGET, NONE, SCALED, 0",
        "norm, MAX, NONE, SCALED, 0",
        "norm, TARGET, NONE, SCALED, 0.1",
        "consistency, TARGET, NONE, SCALED, 0",
        "cross_entropy+similarity+norm+consistency, MAX, NONE, SCALED, 0",
        "cross_entropy+similarity+norm+consistency, TARGET, NONE, RANK, 0"
    })
    void gradientsEqualFiniteDifferences(
            String terms,
            BridgingGapOptions.Reference reference,
            ConsistencyLoss.Detach detach,
            BridgingGapOptions.Regions regions,
            double margin) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 11)) {
            TrainingGraph graph = graph(store, Set.of(terms.split("\\+")), options(reference, detach, regions, margin));
            Map<String, INDArray> inputs = inputs();
            inputs.keySet().retainAll(graph.program().graph().variableMap().keySet());
            GraphProgram forwardOnly =
                    new GraphProgram(graph.program().graph(), List.of(TrainingGraph.TOTAL), List.of());
            try (GraphExecutor executor = new SameDiffExecutor(graph.program());
                    GraphExecutor forward = new SameDiffExecutor(forwardOnly)) {
                for (String name : graph.program().gradients()) {
                    INDArray gradient = executor.run(inputs).gradient(name).dup('c');
                    INDArray parameter = store.get(name);
                    for (long i = 0; i < parameter.length(); i += 1 + parameter.length() / 3) {
                        double expected = NumericGradient.of(forward, inputs, TrainingGraph.TOTAL, parameter, i);
                        assertThat(gradient.getDouble(i)).as("%s[%d]", name, i).isCloseTo(expected, within(2e-6));
                    }
                }
            }
        }
    }

    @Test
    void detachedBranchGetsNoGradient() {
        // With the erased branch detached, the consistency gradient differs from the two-sided one.
        assertThat(firstGradient(ConsistencyLoss.Detach.ERASED))
                .isNotEqualTo(firstGradient(ConsistencyLoss.Detach.NONE));
        assertThat(firstGradient(ConsistencyLoss.Detach.CLEAN) + firstGradient(ConsistencyLoss.Detach.ERASED))
                .isCloseTo(firstGradient(ConsistencyLoss.Detach.NONE), within(1e-9));
    }

    private static double firstGradient(ConsistencyLoss.Detach detach) {
        try (ParameterStore store = new ParameterStore(DataType.DOUBLE, 11)) {
            TrainingGraph graph = graph(
                    store,
                    Set.of(BridgingGap.CONSISTENCY),
                    options(BridgingGapOptions.Reference.MAX, detach, BridgingGapOptions.Regions.SCALED, 0));
            try (GraphExecutor executor = new SameDiffExecutor(graph.program())) {
                return executor.run(inputs()).gradient("second.conv.weight").getDouble(3);
            }
        }
    }

    private static TrainingGraph graph(ParameterStore store, Set<String> terms, BridgingGapOptions options) {
        Set<String> active = new java.util.LinkedHashSet<>(terms);
        Set<String> all = new java.util.LinkedHashSet<>(terms);
        all.add(BridgingGap.CROSS_ENTROPY);
        return TrainingGraph.build(
                new TinyBackbone(CLASSES), new BridgingGap(options), store, SIZE, BatchNormMode.TRAINING, active, all);
    }

    private static BridgingGapOptions options(
            BridgingGapOptions.Reference reference,
            ConsistencyLoss.Detach detach,
            BridgingGapOptions.Regions regions,
            double margin) {
        return new BridgingGapOptions(
                new BridgingGapOptions.Similarity(0.5, regions, 0.5, 0.3, TrainingSpan.ZERO),
                new BridgingGapOptions.Norm(0.7, reference, margin, TrainingSpan.ZERO),
                new BridgingGapOptions.Consistency(2.0, detach, TrainingSpan.ZERO),
                new BridgingGapOptions.Dropout(0.6, 0.5, Optional.empty()));
    }

    private static Map<String, INDArray> inputs() {
        SplitMix64 random = new SplitMix64(5);
        return new HashMap<>(Map.of(
                TrainingGraph.IMAGES,
                fill(random, 4, 3, SIZE.height(), SIZE.width()),
                TrainingGraph.LABELS,
                AlignmentParityTest.oneHot(Nd4j.createFromArray(0, 2, 1, 2), CLASSES, DataType.DOUBLE),
                "attentive-dropout-noise",
                fill(random, 4, 1, SIZE.height(), SIZE.width())));
    }

    private static INDArray fill(SplitMix64 random, long... shape) {
        INDArray array = Nd4j.create(DataType.DOUBLE, shape, 'c');
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, random.nextDouble());
        }
        return array;
    }
}
