package org.wsol.engine.graph;

import java.util.Optional;
import org.nd4j.autodiff.samediff.SDVariable;

/** Layers between a network's pooled features and its last linear layer. */
public interface Neck {

    /** A name for messages: {@code "a hidden layer"}. */
    String description();

    /** Numbers per image that it gives. */
    int width();

    /**
     * Adds it to a graph.
     *
     * @param pooled shape (B, C)
     * @return shape (B, width)
     */
    SDVariable apply(Layers layers, SDVariable pooled);

    /**
     * The gradient by the pooled features, as an ordinary value of the graph.
     *
     * @param pooled shape (B, C)
     * @param outer gradient by what {@link #apply} gives, shape (B, width)
     * @return shape (B, C)
     */
    SDVariable gradient(Layers layers, SDVariable pooled, SDVariable outer);

    /**
     * The last stage whose map the class scores depend on, where that is not the network's last one and no class activation
     * map exists; else empty.
     */
    default Optional<String> lastStageRead() {
        return Optional.empty();
    }
}
