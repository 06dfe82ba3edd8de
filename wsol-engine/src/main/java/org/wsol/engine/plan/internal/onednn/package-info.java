/**
 * Lowers convolutions, normalisation, activations, pooling and sums directly to oneDNN primitives with blocked layouts,
 * which are passed between primitives without conversion. Single precision on the CPU only.
 */
@NullMarked
package org.wsol.engine.plan.internal.onednn;

import org.jspecify.annotations.NullMarked;
