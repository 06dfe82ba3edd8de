/** Lists in text files: lines that know their place, what may name an image, the lists of the reference evaluation. */
@NullMarked
package org.wsol.core.internal.lists;

import org.jspecify.annotations.NullMarked;
