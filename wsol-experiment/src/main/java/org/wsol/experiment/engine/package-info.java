/** Engines that run commands outside this process: the interface and its lookup. */
@NullMarked
package org.wsol.experiment.engine;

import org.jspecify.annotations.NullMarked;
