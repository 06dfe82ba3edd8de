/**
 * Lowers convolutions, normalisation, activations, pooling and sums straight to oneDNN primitives in their own blocked
 * layouts, which go from one primitive to the next without conversion. Single precision on the CPU only.
 */
@NullMarked
package org.wsol.engine.plan.internal.onednn;

import org.jspecify.annotations.NullMarked;
