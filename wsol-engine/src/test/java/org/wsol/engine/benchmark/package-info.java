/** What the hot kernels take, measured with JMH ({@code bench/kernels}). */
@NullMarked
package org.wsol.engine.benchmark;

import org.jspecify.annotations.NullMarked;
