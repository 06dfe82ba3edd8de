package org.wsol.backbones;

import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Head.Neck;

/** The choice of head for networks whose published head is more than a global mean and a linear layer. */
public enum HeadStyle {
    /**
     * As published; class activation maps are then those of Grad-CAM, and methods that need class weights reject it.
     */
    PUBLISHED,
    /** Global mean and one linear layer, {@code fc}, with random initialisation. */
    LINEAR;

    /** The head of this style. */
    Head of(Head published, Neck neck, int channels, int classes) {
        return this == PUBLISHED ? published.withNeck(neck) : Head.linear("fc", channels, classes);
    }
}
