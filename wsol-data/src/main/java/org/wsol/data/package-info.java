/** Data sets by their YAML name: converts an annotated folder to a {@link org.wsol.core.data.Dataset}. */
@NullMarked
package org.wsol.data;

import org.jspecify.annotations.NullMarked;
