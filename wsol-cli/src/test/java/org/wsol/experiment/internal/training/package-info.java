/** Tests of real runs: killed, interrupted and failing runs, and runs of the recipes. */
@NullMarked
package org.wsol.experiment.internal.training;

import org.jspecify.annotations.NullMarked;
