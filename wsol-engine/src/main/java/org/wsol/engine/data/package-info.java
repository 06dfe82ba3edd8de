/** Batches of images as tensors, and their loaders. */
@NullMarked
package org.wsol.engine.data;

import org.jspecify.annotations.NullMarked;
