/** Lists in text files: lines with file and line number, image ids, the lists of the reference evaluation. */
@NullMarked
package org.wsol.core.internal.lists;

import org.jspecify.annotations.NullMarked;
