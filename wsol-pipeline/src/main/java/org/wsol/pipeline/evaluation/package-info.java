/** The maps of a split's images, and the numbers made of them. */
@NullMarked
package org.wsol.pipeline.evaluation;

import org.jspecify.annotations.NullMarked;
