/** Changes typed on the command line: key=value, +key=value and ~key. */
@NullMarked
package org.wsol.config.override;

import org.jspecify.annotations.NullMarked;
