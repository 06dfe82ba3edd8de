/** Files that are complete or absent, never partially written. */
@NullMarked
package org.wsol.core.internal.io;

import org.jspecify.annotations.NullMarked;
