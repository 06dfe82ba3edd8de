/** Score maps drawn on photos. */
@NullMarked
package org.wsol.pipeline.drawing;

import org.jspecify.annotations.NullMarked;
