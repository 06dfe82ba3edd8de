/** Kernels on dense arrays that run ND4J's own operations with everything prepared. */
@NullMarked
package org.wsol.engine.plan.internal.kernel;

import org.jspecify.annotations.NullMarked;
