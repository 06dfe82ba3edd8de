/** Sums over the workers of one training: in this process alone, or between processes by TCP. */
@NullMarked
package org.wsol.engine.exchange;

import org.jspecify.annotations.NullMarked;
