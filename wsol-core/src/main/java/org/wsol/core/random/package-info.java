/** Explicit randomness: streams of numbers that depend only on a seed and a purpose. */
@NullMarked
package org.wsol.core.random;

import org.jspecify.annotations.NullMarked;
