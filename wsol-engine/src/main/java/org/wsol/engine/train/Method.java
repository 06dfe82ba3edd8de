package org.wsol.engine.train;

import java.util.List;

/** A way to train a localizer: which loss terms there are, and how they hang on the backbone. Knows no backbone. */
public interface Method {

    /** The component's name: {@code bridging-gap}. */
    String name();

    /** All loss terms, in the order they are reported. */
    List<LossTerm> terms();

    /**
     * Adds the forward pass of the method to a training graph: calls {@link TrainingGraphBuilder#logits} once and
     * {@link TrainingGraphBuilder#term} for every term that {@link TrainingGraphBuilder#wants}. A term that is not
     * wanted, and all that only it needs, is left out.
     */
    void build(TrainingGraphBuilder graph);
}
