/** The structure of a configuration, derived from annotated records and used by all other packages. */
@NullMarked
package org.wsol.config.schema;

import org.jspecify.annotations.NullMarked;
