/** What other modules need and users do not. */
@NullMarked
package org.wsol.core.internal;

import org.jspecify.annotations.NullMarked;
