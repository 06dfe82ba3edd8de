/** Code for other modules of this project, not for users. */
@NullMarked
package org.wsol.core.internal;

import org.jspecify.annotations.NullMarked;
