/** What a data set is to the rest of the project: labelled images by index, their annotations, and batches of tensors. */
@NullMarked
package org.wsol.core.data;

import org.jspecify.annotations.NullMarked;
