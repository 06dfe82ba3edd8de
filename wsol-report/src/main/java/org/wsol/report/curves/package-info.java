/** Curves of logged numbers over a training, as an SVG image. */
@NullMarked
package org.wsol.report.curves;

import org.jspecify.annotations.NullMarked;
