/** Configuration as an immutable tree of texts, lists and maps that knows where each value was written. */
@NullMarked
package org.wsol.config.tree;

import org.jspecify.annotations.NullMarked;
