/** Training: methods and their loss terms, optimizers, schedules, the training loop and its checkpoints. */
@NullMarked
package org.wsol.engine.train;

import org.jspecify.annotations.NullMarked;
