/** Sums over the workers of one training: within this process, or between processes by TCP. */
@NullMarked
package org.wsol.engine.exchange;

import org.jspecify.annotations.NullMarked;
