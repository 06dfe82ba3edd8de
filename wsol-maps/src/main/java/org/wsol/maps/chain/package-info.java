/** From raw maps to scores in [0, 1]: the project's own chain and those of two libraries. */
@NullMarked
package org.wsol.maps.chain;

import org.jspecify.annotations.NullMarked;
