package org.wsol.engine.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wsol.core.internal.ExclusiveUse;
import org.wsol.engine.graph.internal.PlaceholderShape;
import org.wsol.engine.nd4j.QuietGradients;
import org.wsol.engine.nd4j.VectorReductions;

/** Runs a program with SameDiff's own session: slow, but the reference for every other executor. */
public final class SameDiffExecutor implements GraphExecutor {
    private final GraphProgram program;
    private final SameDiff executed;
    private final List<String> requested = new ArrayList<>();
    private final Map<String, String> gradientNames = new LinkedHashMap<>();
    private final ExclusiveUse use = new ExclusiveUse("executor");
    private List<INDArray> lastArrays = List.of();

    /** Builds the gradient function if gradients are requested. */
    public SameDiffExecutor(GraphProgram program) {
        this.program = program;
        requested.addAll(program.outputs());
        if (program.gradients().isEmpty()) {
            executed = program.graph();
        } else {
            executed = QuietGradients.of(program.graph(), program.gradients().toArray(new String[0]));
            for (String name : program.gradients()) {
                gradientNames.put(name, program.graph().grad(name).name());
            }
            requested.addAll(gradientNames.values());
        }
    }

    @Override
    public GraphResult run(Map<String, INDArray> placeholders) {
        use.enter();
        try {
            return computed(placeholders);
        } finally {
            use.leave();
        }
    }

    private GraphResult computed(Map<String, INDArray> placeholders) {
        for (var value : placeholders.entrySet()) {
            Optional.ofNullable(executed.getVariable(value.getKey()))
                    .ifPresent(variable ->
                            PlaceholderShape.require(variable, value.getValue().shape()));
        }
        release();
        VectorReductions.prepare(executed);
        Map<String, INDArray> arrays = executed.output(placeholders, requested);
        lastArrays = List.copyOf(arrays.values());
        Map<String, INDArray> outputs = new LinkedHashMap<>();
        program.outputs().forEach(name -> outputs.put(name, arrays.get(name)));
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        gradientNames.forEach((name, gradient) -> gradients.put(name, arrays.get(gradient)));
        return new GraphResult(outputs, gradients);
    }

    private void release() {
        for (INDArray array : lastArrays) {
            if (array.closeable()) {
                array.close();
            }
        }
        lastArrays = List.of();
    }

    @Override
    public void close() {
        if (use.close()) {
            release();
        }
    }
}
