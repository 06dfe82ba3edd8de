/** Finds problems of a data set before training. */
@NullMarked
package org.wsol.data.check;

import org.jspecify.annotations.NullMarked;
