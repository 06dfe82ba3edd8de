/** The time of hot kernels, measured with JMH ({@code bench/kernels}). */
@NullMarked
package org.wsol.engine.benchmark;

import org.jspecify.annotations.NullMarked;
