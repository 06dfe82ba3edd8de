/** Engines that carry out commands in place of this process: what an engine does, and how one is found. */
@NullMarked
package org.wsol.experiment.engine;

import org.jspecify.annotations.NullMarked;
