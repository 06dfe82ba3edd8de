/** Downloads published files: resumable, verified, and stored under their names only when they are complete. */
@NullMarked
package org.wsol.core.download;

import org.jspecify.annotations.NullMarked;
