/** Runs: identity, folder, status, lock, and executor. */
@NullMarked
package org.wsol.experiment.internal.runfolder;

import org.jspecify.annotations.NullMarked;
