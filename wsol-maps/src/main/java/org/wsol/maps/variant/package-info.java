/** The methods by name: each asks the evidence for what it needs and leaves the arithmetic to the formulas. */
@NullMarked
package org.wsol.maps.variant;

import org.jspecify.annotations.NullMarked;
