package org.wsol.eval.box;

/** The rule that selects boxes of a thresholded score map. */
public enum BoxRule {
    /** The contour that encloses the largest area: the rule of MaxBoxAcc. */
    LARGEST_CONTOUR("largest"),
    /** Every contour, including borders of holes: the rule of MaxBoxAccV2. */
    ALL_CONTOURS("all");

    private final String id;

    BoxRule(String id) {
        this.id = id;
    }

    /** The name in files: {@code largest} or {@code all}. */
    public String id() {
        return id;
    }
}
