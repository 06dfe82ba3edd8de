package org.wsol.engine.train;

/** Which parameters learn faster than the rest. */
public enum RateGrouping {
    /** New layers: the backbone's head group and whatever the method brings. */
    NEW_LAYERS,
    /**
     * The groups of the reference evaluation (Choe et al. 2020): on ResNet-50 {@code layer4} with {@code fc} is fast while
     * heads of a method are not; elsewhere it equals {@link #NEW_LAYERS} unless a method's page says otherwise.
     */
    REFERENCE
}
