package org.wsol.core.nd4j;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Builds gradient functions in silence: ND4J prints a line to {@link System#out} for every operation it differentiates.
 */
public final class QuietGradients {
    private QuietGradients() {}

    /**
     * Adds the gradient function of the graph's loss variables and gives it.
     *
     * @param graph a graph whose loss variables are set
     * @param names variables (besides the trainable ones) whose gradients are wanted
     * @return the graph that holds forward and backward operations; the gradient of {@code x} is
     *     {@code function.grad("x")}
     */
    public static SameDiff of(SameDiff graph, String... names) {
        synchronized (QuietGradients.class) {
            PrintStream terminal = System.out;
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            try {
                graph.createGradFunction(names);
            } finally {
                System.setOut(terminal);
            }
        }
        return graph.getFunction("grad");
    }
}
