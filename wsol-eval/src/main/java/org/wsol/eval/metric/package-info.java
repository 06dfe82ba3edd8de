/**
 * Metrics: box accuracy per overlap, Top-1/Top-5 localization, classification accuracy, pixel average precision.
 */
@NullMarked
package org.wsol.eval.metric;

import org.jspecify.annotations.NullMarked;
