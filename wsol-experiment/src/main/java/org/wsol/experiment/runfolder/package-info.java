/** Runs: identity, folder, status, lock, and executor. */
@NullMarked
package org.wsol.experiment.runfolder;

import org.jspecify.annotations.NullMarked;
