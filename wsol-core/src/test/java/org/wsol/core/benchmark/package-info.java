/** What the hot kernels take, measured with JMH ({@code bench/kernels}). */
@NullMarked
package org.wsol.core.benchmark;

import org.jspecify.annotations.NullMarked;
