/** Tests of real runs: killed, interrupted, failing, and those of the recipes. */
@NullMarked
package org.wsol.experiment.internal.training;

import org.jspecify.annotations.NullMarked;
