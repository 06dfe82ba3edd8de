/** How the maps of a picture changed during a training, as one picture. */
@NullMarked
package org.wsol.report.filmstrip;

import org.jspecify.annotations.NullMarked;
