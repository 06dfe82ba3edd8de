/** Configuration as an immutable tree of strings, lists and maps with the position of each value. */
@NullMarked
package org.wsol.config.tree;

import org.jspecify.annotations.NullMarked;
