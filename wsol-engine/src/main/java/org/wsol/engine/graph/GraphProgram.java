package org.wsol.engine.graph;

import java.util.List;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * The outputs and gradients that are needed from a graph.
 *
 * @param graph the graph; its loss variables are set if gradients are requested
 * @param outputs names of the requested variables
 * @param gradients names of the variables with respect to which the sum of the loss variables is differentiated; empty
 *     for forward only
 */
public record GraphProgram(SameDiff graph, List<String> outputs, List<String> gradients) {

    /** Copies the lists. */
    public GraphProgram {
        outputs = List.copyOf(outputs);
        gradients = List.copyOf(gradients);
    }
}
