/** Curves of logged numbers over a training, as an SVG picture. */
@NullMarked
package org.wsol.report.curves;

import org.jspecify.annotations.NullMarked;
