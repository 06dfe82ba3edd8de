package org.wsol.engine.train;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.Variable;
import org.wsol.core.internal.Required;

/** Finds the variables connected by floating point variables, which are the paths of SameDiff's gradients. */
final class GradientPaths {
    private GradientPaths() {}

    /** Names of all variables a gradient of {@code start} reaches. */
    static Set<String> from(SameDiff graph, String start) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String name = open.pop();
            Variable variable = Required.value(graph.getVariables(), name);
            if (variable.getVariable().dataType().isFPType() && reached.add(name) && variable.getOutputOfOp() != null) {
                open.addAll(
                        Required.value(graph.getOps(), variable.getOutputOfOp()).getInputsToOp());
            }
        }
        return reached;
    }
}
