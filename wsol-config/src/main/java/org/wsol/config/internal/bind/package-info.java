/** Turns a configuration tree into records: defaults, references, types, and all problems at once. */
@NullMarked
package org.wsol.config.internal.bind;

import org.jspecify.annotations.NullMarked;
