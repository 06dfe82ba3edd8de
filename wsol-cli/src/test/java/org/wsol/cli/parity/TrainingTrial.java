package org.wsol.cli.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.BatchNormMode;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.plan.PlannedExecutor;
import org.wsol.engine.train.NoiseSource;
import org.wsol.engine.train.Optimizer;
import org.wsol.engine.train.StepListener.StepResult;
import org.wsol.engine.train.TrainingSetup;
import org.wsol.engine.train.TrainingStep;
import org.wsol.engine.weights.Networks;
import org.wsol.losses.BridgingGap;

/** Trains a reference case from its parameters repeatedly; the graphs are built once. */
final class TrainingTrial implements AutoCloseable {
    static final Set<String> ALL =
            Set.of(BridgingGap.CROSS_ENTROPY, BridgingGap.CONSISTENCY, BridgingGap.SIMILARITY, BridgingGap.NORM);
    private static final Set<String> WARM = Set.of(BridgingGap.CROSS_ENTROPY, BridgingGap.CONSISTENCY);

    private final TrainingCase reference;
    private final TrainingSetup setup;
    private final ParameterStore parameters = ParameterStore.ofShapes();
    private final Map<Boolean, TrainingStep> steps = new HashMap<>();
    private final Map<String, float[]> start = new HashMap<>();
    private long noiseSeed;

    TrainingTrial(TrainingCase reference) {
        this.reference = reference;
        setup = reference.setup();
        Networks.initialize(setup.backbone(), setup.imageSize(), parameters);
        NoiseSource noise = (input, step, count) -> NamedParameters.uniform(noiseSeed, count);
        for (boolean warm : new boolean[] {true, false}) {
            steps.put(warm, new TrainingStep(setup, parameters, noise, warm ? WARM : ALL, ALL, PlannedExecutor::new));
        }
        NamedParameters.fill(parameters, reference.seed());
        parameters.names().forEach(name -> start.put(name, floats(parameters.get(name))));
    }

    /** Trains from the case's own parameters. */
    TrainingOutcome run() {
        start.forEach(this::set);
        return train();
    }

    /**
     * Trains from the case's parameters, each replaced by one of its neighbours in float32 or kept, determined by a
     * seed.
     */
    TrainingOutcome runPerturbed(long seed) {
        start.forEach((name, values) -> set(name, NamedParameters.perturbed(values, SplitMix64.named(seed, name))));
        return train();
    }

    private void set(String name, float[] values) {
        INDArray array = parameters.get(name);
        try (INDArray source = Nd4j.create(values, array.shape(), 'c')) {
            array.assign(source);
        }
    }

    /** All values at once: reading them one by one takes longer than the training. */
    static float[] floats(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        try (INDArray copy = array.dup('c')) {
            new FloatPointer(copy.data().addressPointer()).get(values);
        }
        return values;
    }

    private TrainingOutcome train() {
        List<Map<String, Double>> measured = new ArrayList<>();
        Batch batch = reference.batch();
        try (Optimizer optimizer = reference.optimizer()) {
            for (JsonNode expected : reference.expected()) {
                noiseSeed = expected.get("uniform_seed").asLong();
                TrainingStep step = steps.get(expected.get("warm").asBoolean());
                GraphResult arrays = step.evaluate(batch, 0);
                StepResult result = step.measure(arrays, batch);
                measured.add(values(result));
                step.apply(arrays, result, batch, 0, optimizer);
            }
        }
        return new TrainingOutcome(measured, features(batch));
    }

    /** Folding reads the running statistics when the graph is built, so it is built again each time. */
    private float[] features(Batch batch) {
        SameDiff graph = SameDiff.create();
        Layers layers = new Layers(graph, parameters, BatchNormMode.FOLDED);
        int stages = setup.backbone().stages().size();
        setup.backbone()
                .apply(layers, layers.images("images", 3, setup.imageSize()), 0, stages)
                .rename("features");
        GraphProgram program = new GraphProgram(graph, List.of("features"), List.of());
        try (PlannedExecutor executor = new PlannedExecutor(program)) {
            INDArray features = executor.run(Map.of("images", batch.images())).output("features");
            return floats(features);
        }
    }

    private static Map<String, Double> values(StepResult result) {
        Map<String, Double> values = new TreeMap<>(result.terms());
        values.put(TrainingCase.TOTAL, result.total());
        values.put(TrainingCase.GRADIENT_NORM, result.gradientNorm());
        return values;
    }

    @Override
    public void close() {
        steps.values().forEach(TrainingStep::close);
        parameters.close();
    }
}
