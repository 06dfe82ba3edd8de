/** A trained localizer as one self-contained file. */
@NullMarked
package org.wsol.pipeline.archive;

import org.jspecify.annotations.NullMarked;
