/** Score maps as colours over photos. */
@NullMarked
package org.wsol.cli.picture;

import org.jspecify.annotations.NullMarked;
