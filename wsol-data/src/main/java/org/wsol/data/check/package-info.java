/** Finds what is wrong with a data set before a training run does. */
@NullMarked
package org.wsol.data.check;

import org.jspecify.annotations.NullMarked;
