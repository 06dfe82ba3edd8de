/** Writes a data set's annotations in another layout. */
@NullMarked
package org.wsol.data.convert;

import org.jspecify.annotations.NullMarked;
