package org.wsol.engine.train;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wsol.engine.graph.GraphResult;
import org.wsol.engine.graph.ParameterStore;
import org.wsol.engine.train.Optimizer.LearningRates;

/**
 * An optimizer with some arrays of a parameter's shape per parameter. Parameters are updated in parallel, on as many
 * threads as {@link org.wsol.engine.backend.ThreadLimit} allows; the result does not depend on their number.
 */
abstract class StatefulOptimizer implements Optimizer {
    private final List<String> slots;
    private final Map<String, INDArray> state = new TreeMap<>();

    /** @param slots names of the arrays kept for every parameter, for example {@code velocity} */
    StatefulOptimizer(List<String> slots) {
        this.slots = List.copyOf(slots);
    }

    @Override
    public final void step(ParameterStore parameters, GraphResult gradients, LearningRates rates) {
        beginStep();
        prepare(parameters, gradients.gradients().keySet());
        gradients.gradients().entrySet().parallelStream().forEach(entry -> {
            String name = entry.getKey();
            INDArray gradient = entry.getValue();
            INDArray contiguous = FloatBlocks.accepts(gradient) ? gradient : gradient.dup('c');
            INDArray[] kept =
                    slots.stream().map(slot -> state.get(slot + "/" + name)).toArray(INDArray[]::new);
            update(name, parameters.get(name), contiguous, kept, rates.of(name));
            if (contiguous != gradient) {
                contiguous.close();
            }
        });
    }

    @Override
    public final void prepare(ParameterStore parameters, Collection<String> names) {
        for (String name : names) {
            for (String slot : slots) {
                state.computeIfAbsent(slot + "/" + name, key -> zerosLike(parameters.get(name)));
            }
        }
    }

    private static INDArray zerosLike(INDArray parameter) {
        return Nd4j.zeros(DataType.FLOAT, parameter.shape());
    }

    /** Called once before the parameters of a step are updated. */
    void beginStep() {}

    /** Updates one parameter. */
    abstract void update(String name, INDArray parameter, INDArray gradient, INDArray[] kept, double rate);

    @Override
    public Map<String, INDArray> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void restore(Map<String, INDArray> saved) {
        close();
        saved.forEach((name, array) -> state.put(name, array.dup('c')));
    }

    @Override
    public void close() {
        state.values().forEach(INDArray::close);
        state.clear();
    }
}
