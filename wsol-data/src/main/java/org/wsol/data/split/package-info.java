/** Compact, immutable lists of labelled images, and the rules that split or reduce them. */
@NullMarked
package org.wsol.data.split;

import org.jspecify.annotations.NullMarked;
