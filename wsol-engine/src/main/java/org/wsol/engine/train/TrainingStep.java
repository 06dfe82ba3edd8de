package org.wsol.engine.train;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.core.InvalidInputException;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.Layers.StatisticUpdate;
import org.wsol.engine.graph.NoiseInput;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.StepListener.StepResult;

/** Runs single optimizer steps with a fixed set of loss terms. Owns the graph's executor. */
public final class TrainingStep implements AutoCloseable {
    private final TrainingSetup setup;
    private final ParameterStore parameters;
    private final StepDraws draws;
    private final TrainingGraph graph;
    private final StepNumbers numbers;
    private final GraphExecutor executor;
    private final HostSide host;

    /**
     * Builds the graph.
     *
     * @param active the terms that make up the loss
     * @param observed terms that are measured without being part of the loss
     */
    public TrainingStep(
            TrainingSetup setup,
            ParameterStore parameters,
            NoiseSource noise,
            Set<String> active,
            Set<String> observed,
            GraphExecutorFactory executors) {
        this.setup = setup;
        this.parameters = parameters;
        this.draws = new StepDraws(noise, setup.allBatchSteps(), setup.seed());
        this.graph = TrainingGraph.build(
                setup.backbone(), setup.method(), parameters, setup.imageSize(), setup.batchNorm(), active, observed);
        this.numbers = new StepNumbers(graph.termVariables().keySet());
        this.executor = executors.create(graph.program());
        this.host = new HostSide(graph, parameters, executors);
    }

    /**
     * Runs forward and backward without changing anything.
     *
     * @param step the optimizer step, from 0; determines the random numbers
     * @return arrays that are valid until the next call
     */
    public GraphResult evaluate(Batch batch, long step) {
        return evaluate(batch, step, draws);
    }

    /** The same with other random numbers. */
    GraphResult evaluate(Batch batch, long step, StepDraws random) {
        Map<String, INDArray> inputs = new HashMap<>();
        INDArray labels = oneHot(batch.labels());
        inputs.put(TrainingGraph.LABELS, labels);
        inputs.put(TrainingGraph.IMAGES, random.batchSteps().apply(batch.images(), labels, step));
        for (NoiseInput input : graph.noiseInputs()) {
            inputs.put(input.name(), draw(random.noise(), input, step, batch.size()));
        }
        try {
            inputs.putAll(host.compute(inputs, SplitMix64.named(random.seed(), "host/" + step)));
            return executor.run(inputs);
        } finally {
            inputs.values().stream().filter(array -> array != batch.images()).forEach(INDArray::close);
        }
    }

    /** Reads the values of losses and accuracy from a result of {@link #evaluate}. */
    public StepResult measure(GraphResult result, Batch batch) {
        Map<String, Double> terms = new TreeMap<>();
        graph.termVariables().forEach((term, variable) -> terms.put(term, scalar(term, result.output(variable))));
        double total = result.output(TrainingGraph.TOTAL).getDouble(0);
        return new StepResult(
                total,
                terms,
                new GradientVector(result.gradients()).norm(),
                correct(result.output(graph.logits()), batch.labels()),
                batch.size());
    }

    private static double scalar(String term, INDArray value) {
        if (value.length() != 1) {
            throw new InvalidInputException("the loss term '" + term + "' has shape " + Arrays.toString(value.shape())
                    + ", but must be a single number: the method has to average or sum it");
        }
        return value.getDouble(0);
    }

    /**
     * Updates parameters and running statistics from a result of {@link #evaluate}.
     *
     * @param measured the result of {@link #measure}; a gradient longer than the setup's limit is clipped first
     */
    public void apply(GraphResult result, StepResult measured, Batch batch, long step, Optimizer optimizer) {
        learn(result, measured, step, optimizer);
        for (StatisticUpdate update : graph.statisticUpdates()) {
            RunningStatistics.update(parameters, update, result, batch.size());
        }
        host.apply();
    }

    /** The same with means over the shards of a batch, whose variances are already unbiased. */
    void applyMeans(GraphResult means, StepResult measured, long step, Optimizer optimizer) {
        learn(means, measured, step, optimizer);
        for (StatisticUpdate update : graph.statisticUpdates()) {
            RunningStatistics.update(parameters, update, means, 1.0);
        }
    }

    private void learn(GraphResult result, StepResult measured, long step, Optimizer optimizer) {
        scaleGradients(result);
        setup.clipNorm()
                .ifPresent(limit -> new GradientVector(result.gradients()).clip(measured.gradientNorm(), limit));
        optimizer.step(parameters, result, setup.rates(step));
    }

    /** Adds the shards of a batch; the caller closes it. */
    GradientShare share() {
        return new GradientShare(graph, numbers, parameters);
    }

    /** The measurements of a step as additive numbers. */
    StepNumbers numbers() {
        return numbers;
    }

    /** Creates the optimizer's state of all parameters that this step changes. */
    void prepare(Optimizer optimizer) {
        optimizer.prepare(parameters, graph.program().gradients());
    }

    private void scaleGradients(GraphResult result) {
        result.gradients().forEach((name, gradient) -> {
            double factor = setup.rateGroup(name).gradients();
            if (factor != 1) {
                gradient.muli(factor);
            }
        });
    }

    private INDArray oneHot(int[] labels) {
        int classes = setup.backbone().head().classes();
        float[] values = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            values[i * classes + labels[i]] = 1;
        }
        return Nd4j.create(values, new long[] {labels.length, classes}, 'c');
    }

    private static INDArray draw(NoiseSource noise, NoiseInput input, long step, int images) {
        long[] shape = input.shapeFor(images);
        int count = 1;
        for (long extent : shape) {
            count = Math.multiplyExact(count, Math.toIntExact(extent));
        }
        float[] values = noise.uniform(input, step, count);
        return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.create(values, shape, 'c');
    }

    private static int correct(INDArray logits, int[] labels) {
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            int best = 0;
            for (int k = 1; k < logits.size(1); k++) {
                if (logits.getFloat(i, k) > logits.getFloat(i, best)) {
                    best = k;
                }
            }
            correct += best == labels[i] ? 1 : 0;
        }
        return correct;
    }

    @Override
    public void close() {
        host.close();
        executor.close();
    }
}
