/** How long-running work reports progress; the command line draws it, a library user may ignore it. */
@NullMarked
package org.wsol.core.progress;

import org.jspecify.annotations.NullMarked;
