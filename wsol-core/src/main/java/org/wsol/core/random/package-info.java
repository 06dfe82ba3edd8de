/** Explicit randomness: streams of numbers that depend on a seed and a purpose only. */
@NullMarked
package org.wsol.core.random;

import org.jspecify.annotations.NullMarked;
