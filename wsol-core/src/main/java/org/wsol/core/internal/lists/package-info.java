/** Reads lists in text files: lines with file and line number, image ids, and the lists of the reference evaluation. */
@NullMarked
package org.wsol.core.internal.lists;

import org.jspecify.annotations.NullMarked;
