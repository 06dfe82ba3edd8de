/** The methods by name: each gets values from the evidence and leaves the arithmetic to the formulas. */
@NullMarked
package org.wsol.maps.variant;

import org.jspecify.annotations.NullMarked;
