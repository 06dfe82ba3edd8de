package org.wsol.engine.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.internal.Required;
import org.wsol.core.random.SplitMix64;
import org.wsol.engine.graph.GraphExecutor;
import org.wsol.engine.graph.GraphExecutorFactory;
import org.wsol.engine.graph.GraphProgram;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;

/** Runs the host computations of a training graph: a forward pass for the values they read, then the computations. */
final class HostSide implements AutoCloseable {
    private final List<HostInput> inputs;
    private final ParameterStore parameters;
    private final Optional<GraphExecutor> forward;
    private final Map<String, INDArray> pending = new LinkedHashMap<>();

    HostSide(TrainingGraph graph, ParameterStore parameters, GraphExecutorFactory executors) {
        this.inputs = graph.hostInputs();
        this.parameters = parameters;
        Set<String> reads = new LinkedHashSet<>();
        inputs.forEach(input -> reads.addAll(input.reads()));
        this.forward = reads.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        executors.create(new GraphProgram(graph.program().graph(), new ArrayList<>(reads), List.of())));
    }

    /** The values of all computed placeholders; the caller closes them. */
    Map<String, INDArray> compute(Map<String, INDArray> placeholders, SplitMix64 random) {
        forgetPending();
        Optional<GraphResult> values = forward.map(executor -> executor.run(placeholders));
        Map<String, INDArray> computed = new HashMap<>();
        for (HostInput input : inputs) {
            Map<String, INDArray> wanted = new HashMap<>();
            values.ifPresent(found -> input.reads().forEach(name -> wanted.put(name, found.output(name))));
            HostComputation.Result result = input.computation()
                    .compute(wanted, Required.value(placeholders, TrainingGraph.LABELS), parameters, random);
            computed.putAll(result.placeholders());
            pending.putAll(result.state());
        }
        return computed;
    }

    /** Stores the state that the last computations returned. */
    void apply() {
        pending.forEach((name, value) -> parameters.get(name).assign(value));
        forgetPending();
    }

    private void forgetPending() {
        pending.values().forEach(INDArray::close);
        pending.clear();
    }

    @Override
    public void close() {
        forgetPending();
        forward.ifPresent(GraphExecutor::close);
    }

    /**
     * Placeholders of a training graph that a {@link HostComputation} fills from values of the graph itself.
     *
     * @param reads the variables whose values it needs; they must not depend on its placeholders
     * @param computation computes their values
     */
    record HostInput(List<String> reads, HostComputation computation) {

        HostInput {
            reads = List.copyOf(reads);
        }
    }
}
