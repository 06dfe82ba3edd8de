/** Batches of images as tensors, and who loads them. */
@NullMarked
package org.wsol.engine.data;

import org.jspecify.annotations.NullMarked;
