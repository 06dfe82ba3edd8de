/** The implementation of the pipeline; not part of the public API. */
@NullMarked
package org.wsol.pipeline.internal;

import org.jspecify.annotations.NullMarked;
