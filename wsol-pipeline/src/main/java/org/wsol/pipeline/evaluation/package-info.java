/** The maps of the images of a split, and the metrics computed from them. */
@NullMarked
package org.wsol.pipeline.evaluation;

import org.jspecify.annotations.NullMarked;
