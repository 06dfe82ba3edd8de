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
 * @param fixedParameters whether parameters keep their values as long as the program is used, so that their conversion
 *     to other layouts need not be repeated in every run
 */
public record GraphProgram(SameDiff graph, List<String> outputs, List<String> gradients, boolean fixedParameters) {

    /** Copies the lists. */
    public GraphProgram {
        outputs = List.copyOf(outputs);
        gradients = List.copyOf(gradients);
    }

    /** A program whose parameters may change between runs. */
    public GraphProgram(SameDiff graph, List<String> outputs, List<String> gradients) {
        this(graph, outputs, gradients, false);
    }
}
