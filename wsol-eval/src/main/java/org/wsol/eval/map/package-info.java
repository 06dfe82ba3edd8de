/**
 * The preparation of a score map before boxes are cut from it: quantisation as the reference evaluation does it, resizing as
 * OpenCV does it, normalisation.
 */
@NullMarked
package org.wsol.eval.map;

import org.jspecify.annotations.NullMarked;
