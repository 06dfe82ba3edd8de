package org.wsol.dl4j.convert;

/** Something in a Deeplearning4j network that has no counterpart here; gathered, so that all can be reported at once. */
final class NoCounterpart extends Exception {
    private static final long serialVersionUID = 1L;

    NoCounterpart(String reason) {
        super(reason);
    }
}
