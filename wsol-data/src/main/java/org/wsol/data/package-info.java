/** Data sets by their YAML name: how an annotated folder becomes a {@link org.wsol.core.data.Dataset}. */
@NullMarked
package org.wsol.data;

import org.jspecify.annotations.NullMarked;
