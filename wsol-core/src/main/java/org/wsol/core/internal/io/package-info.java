/** Files that are whole or absent, never half-written. */
@NullMarked
package org.wsol.core.internal.io;

import org.jspecify.annotations.NullMarked;
