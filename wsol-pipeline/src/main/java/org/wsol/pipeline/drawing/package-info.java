/** Score maps as colours over photos. */
@NullMarked
package org.wsol.pipeline.drawing;

import org.jspecify.annotations.NullMarked;
