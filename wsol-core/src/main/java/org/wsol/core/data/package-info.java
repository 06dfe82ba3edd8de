/** Data sets: labelled images by index, and their annotations. */
@NullMarked
package org.wsol.core.data;

import org.jspecify.annotations.NullMarked;
