/** Resizing, cropping, flipping, colour jitter and normalisation, of images, boxes and masks. */
@NullMarked
package org.wsol.data.transform;

import org.jspecify.annotations.NullMarked;
