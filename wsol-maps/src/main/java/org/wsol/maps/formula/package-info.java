/** The arithmetic of the methods on plain arrays: channel weights, principal directions, masks. Knows no network. */
@NullMarked
package org.wsol.maps.formula;

import org.jspecify.annotations.NullMarked;
