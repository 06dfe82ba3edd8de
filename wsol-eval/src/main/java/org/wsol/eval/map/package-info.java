/**
 * The preparation of a score map before thresholding: quantisation as in the reference evaluation, resizing as in
 * OpenCV, normalisation.
 */
@NullMarked
package org.wsol.eval.map;

import org.jspecify.annotations.NullMarked;
