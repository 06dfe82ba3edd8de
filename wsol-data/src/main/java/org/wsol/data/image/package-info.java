/** Image files: their headers and their pixels as 8-bit RGB. */
@NullMarked
package org.wsol.data.image;

import org.jspecify.annotations.NullMarked;
