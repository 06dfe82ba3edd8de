package org.wsol.backbones;

import org.wsol.engine.graph.Head;
import org.wsol.engine.graph.Head.Neck;

/** The head of a network whose published one is not a mean and a linear layer alone. */
public enum HeadStyle {
    /** As published; class activation maps are then Grad-CAM's, and methods that need class weights refuse it. */
    PUBLISHED,
    /** Global mean and one linear layer, {@code fc}, which starts at random. */
    LINEAR;

    /** The head of this style. */
    Head of(Head published, Neck neck, int channels, int classes) {
        return this == PUBLISHED ? published.withNeck(neck) : Head.linear("fc", channels, classes);
    }
}
