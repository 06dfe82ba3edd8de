package org.wsol.engine.graph;

import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/**
 * Layers of transformers, on tokens (B, T, D).
 *
 * @param layers where they are added
 * @param tokens number of tokens T per image, including the class token
 */
public record TokenLayers(Layers layers, int tokens) {

    /**
     * A linear layer for every token, with parameters {@code layer.weight} (out, in) and {@code layer.bias} (out).
     *
     * @param x shape (B, T, in)
     * @return shape (B, T, out)
     */
    public SDVariable linear(String layer, SDVariable x, int in, int out, Initializer initializer) {
        return flatLinear(layer, x, in, out, initializer).reshape(-1, tokens, out);
    }

    /** The same for the flattened tokens of all images: (B x T, out). */
    private SDVariable flatLinear(String layer, SDVariable x, int in, int out, Initializer initializer) {
        SDVariable weight = layers.parameter(layer + ".weight", initializer, out, in);
        SDVariable bias = layers.parameter(layer + ".bias", new Initializer.Constant(0), out);
        layers.count((long) tokens * in * out);
        return layers.graph()
                .mmul(x.reshape(-1, in), weight, false, true, false)
                .add(bias);
    }

    /**
     * Self-attention with several heads (Vaswani et al. 2017): parameters {@code name.qkv} (3 x width, width), rows in
     * the order queries, keys, values, each head by head, and {@code name.proj}. The attention is stored for the stage.
     *
     * @param stage name under which {@link GraphNotes#putAttention} stores the attention
     * @param x shape (B, T, width)
     * @return shape (B, T, width)
     */
    public SDVariable selfAttention(
            String name, String stage, SDVariable x, int width, int heads, Initializer initializer) {
        SameDiff graph = layers.graph();
        SDVariable[] parts = graph.split(flatLinear(name + ".qkv", x, width, 3 * width, initializer), 3, 1);
        int side = width / heads;
        SDVariable queries = byHead(parts[0].mul(1 / Math.sqrt(side)), heads, side);
        SDVariable keys = byHead(parts[1], heads, side);
        SDVariable values = byHead(parts[2], heads, side);
        SDVariable attention = graph.nn().softmax(graph.mmul(queries, keys, false, true, false), 3);
        layers.attended(stage, attention);
        layers.count(2L * tokens * tokens * width);
        SDVariable seen = graph.mmul(attention, values).permute(0, 2, 1, 3).reshape(-1, tokens, width);
        return linear(name + ".proj", seen, width, width, initializer);
    }

    /** (B x T, width) to (B, heads, T, width / heads). */
    private SDVariable byHead(SDVariable flat, int heads, int side) {
        return flat.reshape(-1, tokens, heads, side).permute(0, 2, 1, 3);
    }
}
