/** A trained localizer as one file that says all it needs. */
@NullMarked
package org.wsol.pipeline.archive;

import org.jspecify.annotations.NullMarked;
