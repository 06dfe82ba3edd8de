/**
 * Boxes from score maps: all components and holes of all thresholds at once, the largest contour per threshold, overlap
 * with ground truth, and boxes for users.
 */
@NullMarked
package org.wsol.eval.box;

import org.jspecify.annotations.NullMarked;
