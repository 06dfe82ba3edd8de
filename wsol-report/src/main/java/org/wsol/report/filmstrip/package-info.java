/** How the maps of an image changed during a training, as one image. */
@NullMarked
package org.wsol.report.filmstrip;

import org.jspecify.annotations.NullMarked;
