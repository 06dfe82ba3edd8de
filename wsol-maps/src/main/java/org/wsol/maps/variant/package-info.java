/** The methods by name: each reads values from the evidence and uses the formulas for the arithmetic. */
@NullMarked
package org.wsol.maps.variant;

import org.jspecify.annotations.NullMarked;
