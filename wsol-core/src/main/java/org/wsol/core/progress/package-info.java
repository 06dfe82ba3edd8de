/** Progress of long-running work, shown by the command line and optional for library users. */
@NullMarked
package org.wsol.core.progress;

import org.jspecify.annotations.NullMarked;
