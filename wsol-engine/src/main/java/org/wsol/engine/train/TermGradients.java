package org.wsol.engine.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.engine.data.Batch;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;

/**
 * Measures how strongly each loss term acts on the trunk. Every term needs its own graph and backward pass, so this is
 * for occasional measurements. Parameters and optimizer are not changed.
 */
final class TermGradients {
    private final TrainingSetup setup;
    private final ParameterStore parameters;
    private final NoiseSource noise;
    private final GraphExecutorFactory executors;

    TermGradients(TrainingSetup setup, ParameterStore parameters, NoiseSource noise, GraphExecutorFactory executors) {
        this.setup = setup;
        this.parameters = parameters;
        this.noise = noise;
        this.executors = executors;
    }

    /**
     * For each term active at a step, the Euclidean norm of the gradient of weight x term with respect to all
     * parameters except the head's.
     *
     * @param step the optimizer step, from 0; determines the active terms and the random numbers
     */
    Map<String, Double> norms(Batch batch, long step) {
        List<String> active = setup.activeTerms(step);
        Map<String, Double> norms = new LinkedHashMap<>();
        for (LossTerm term : setup.method().terms()) {
            if (active.contains(term.name())) {
                norms.put(term.name(), norm(term.name(), Set.copyOf(active), batch, step));
            }
        }
        return norms;
    }

    private double norm(String term, Set<String> built, Batch batch, long step) {
        try (TrainingStep single = new TrainingStep(setup, parameters, noise, Set.of(term), built, executors)) {
            GraphResult result = single.evaluate(batch, step);
            Map<String, INDArray> trunk = new LinkedHashMap<>(result.gradients());
            trunk.keySet().removeIf(setup.backbone()::isHeadParameter);
            return new GradientVector(trunk).norm();
        }
    }
}
