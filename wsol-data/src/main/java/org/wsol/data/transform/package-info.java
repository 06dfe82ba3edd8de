/** Resizing, cropping, flipping, colour jitter and normalisation, of images and of boxes and masks alike. */
@NullMarked
package org.wsol.data.transform;

import org.jspecify.annotations.NullMarked;
