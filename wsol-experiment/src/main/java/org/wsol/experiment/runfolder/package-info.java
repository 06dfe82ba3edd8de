/** What a run is and where it lives: identity, folder, status, lock, and who executes it. */
@NullMarked
package org.wsol.experiment.runfolder;

import org.jspecify.annotations.NullMarked;
