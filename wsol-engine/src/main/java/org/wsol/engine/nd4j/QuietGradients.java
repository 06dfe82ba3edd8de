package org.wsol.engine.nd4j;

import org.nd4j.autodiff.samediff.SameDiff;
import org.wsol.engine.backend.QuietOutput;

/**
 * Builds gradient functions without output: ND4J prints a line to {@link System#out} for every operation it differentiates.
 */
public final class QuietGradients {
    private QuietGradients() {}

    /**
     * Adds the gradient function of the graph's loss variables and returns it.
     *
     * @param graph a graph whose loss variables are set
     * @param names variables (in addition to the trainable ones) whose gradients are requested
     * @return the graph that holds forward and backward operations; the gradient of {@code x} is
     *     {@code function.grad("x")}
     */
    public static SameDiff of(SameDiff graph, String... names) {
        QuietOutput.run(() -> graph.createGradFunction(names));
        return graph.getFunction("grad");
    }
}
