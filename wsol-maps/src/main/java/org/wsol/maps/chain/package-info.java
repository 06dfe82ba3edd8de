/** From raw maps to scores in [0, 1]: the post-processing of this project and of two libraries. */
@NullMarked
package org.wsol.maps.chain;

import org.jspecify.annotations.NullMarked;
