package org.wsol.eval.box;

/** Receives the contours of a map, each once, with the span of thresholds at which it exists unchanged. */
interface ContourVisitor {

    /**
     * One contour's bounding box, corners inclusive, on the pixels the contour is drawn on.
     *
     * @param lowest the smallest threshold level at which the contour has this form
     * @param highest the largest one
     */
    void contour(int x0, int y0, int x1, int y1, int lowest, int highest);
}
