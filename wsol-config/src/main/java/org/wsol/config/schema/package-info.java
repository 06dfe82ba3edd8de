/** The shape of a configuration, read once from annotated records; everything else walks this description. */
@NullMarked
package org.wsol.config.schema;

import org.jspecify.annotations.NullMarked;
