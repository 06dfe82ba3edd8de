/** What heads are made of; may change without notice. */
@NullMarked
package org.wsol.heads.internal;

import org.jspecify.annotations.NullMarked;
