/** Fetches published files: resumed after interruptions, checked, and under their names only when they are whole. */
@NullMarked
package org.wsol.core.download;

import org.jspecify.annotations.NullMarked;
