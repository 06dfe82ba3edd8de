/** The arithmetic of the methods on plain arrays, independent of networks: channel weights, principal directions, masks. */
@NullMarked
package org.wsol.maps.formula;

import org.jspecify.annotations.NullMarked;
