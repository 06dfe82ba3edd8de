package org.wsol.eval.box;

/** Which boxes a thresholded score map yields. */
public enum BoxRule {
    /** The contour that encloses the largest area: the rule of MaxBoxAcc. */
    LARGEST_CONTOUR("largest"),
    /** Every contour, borders of holes included: the rule of MaxBoxAccV2. */
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
