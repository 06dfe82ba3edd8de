/** From a data split to batches of tensors: parallel decoding, bounded prefetch, optional cache on disk. */
@NullMarked
package org.wsol.data.batch;

import org.jspecify.annotations.NullMarked;
