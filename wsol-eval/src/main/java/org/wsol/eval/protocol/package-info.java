/**
 * How the threshold of a score map is chosen and when a box counts as correct; every result carries the name of its
 * protocol.
 */
@NullMarked
package org.wsol.eval.protocol;

import org.jspecify.annotations.NullMarked;
