/** Changes of the maps of an image during training, as one image. */
@NullMarked
package org.wsol.report.filmstrip;

import org.jspecify.annotations.NullMarked;
