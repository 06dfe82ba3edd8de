package org.wsol.core.data;

import java.util.Locale;

/** The three splits of a data set. {@code VAL} is the small, box-annotated set used for model selection. */
public enum SplitName {
    /** Images with class labels only, used for training. */
    TRAIN,
    /** Images with boxes, used to choose thresholds and checkpoints. */
    VAL,
    /** Images with boxes, used once for the reported results. */
    TEST;

    /** The name in files and on the command line: {@code train}, {@code val} or {@code test}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
