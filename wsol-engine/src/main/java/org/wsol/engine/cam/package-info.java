/** Class activation maps and their two factors, from arrays or as an inference graph. */
@NullMarked
package org.wsol.engine.cam;

import org.jspecify.annotations.NullMarked;
