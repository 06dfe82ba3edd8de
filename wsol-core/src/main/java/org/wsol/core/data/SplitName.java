package org.wsol.core.data;

import java.util.Locale;

/** The three splits of a data set. {@code VAL} is the small, box-annotated set used for model selection. */
public enum SplitName {
    /** Images with class labels only: what a model is trained on. */
    TRAIN,
    /** Images with boxes, used to choose thresholds and checkpoints. */
    VAL,
    /** Images with boxes, used once, for the numbers that are reported. */
    TEST;

    /** The name in files and on the command line: {@code train}, {@code val} or {@code test}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
