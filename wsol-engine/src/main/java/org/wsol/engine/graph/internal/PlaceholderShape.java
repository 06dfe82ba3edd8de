package org.wsol.engine.graph.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;

/** The check of a placeholder's value, without which native code crashes. */
public final class PlaceholderShape {
    private PlaceholderShape() {}

    /**
     * Checks a value's shape.
     *
     * @throws IllegalArgumentException if it differs from the declared shape, or has no elements
     */
    public static void require(SDVariable placeholder, long[] given) {
        long @Nullable [] declared = placeholder.getShape();
        boolean fits = declared == null || declared.length == given.length;
        for (int i = 0; fits && i < given.length; i++) {
            fits = given[i] > 0 && (declared == null || declared[i] < 0 || declared[i] == given[i]);
        }
        if (!fits) {
            throw new IllegalArgumentException("the value for placeholder '" + placeholder.name() + "' has shape "
                    + Arrays.toString(given) + ", the graph needs "
                    + (declared == null ? "at least one element" : Arrays.toString(declared) + " (-1: 1 or more)"));
        }
    }
}
