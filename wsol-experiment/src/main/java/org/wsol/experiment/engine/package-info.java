/** Engines that run commands in place of this process: their interface, and how they are found. */
@NullMarked
package org.wsol.experiment.engine;

import org.jspecify.annotations.NullMarked;
