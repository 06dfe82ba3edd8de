package org.wsol.engine.graph;

/**
 * A convolution of a graph that adds a bias.
 *
 * @param output the variable it gives, shape (B, C, H, W)
 * @param bias the variable of its bias, shape (C)
 */
public record BiasedConvolution(String output, String bias) {}
