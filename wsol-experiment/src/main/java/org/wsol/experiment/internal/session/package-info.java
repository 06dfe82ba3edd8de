/** Execution of an experiment: planning of runs, reuse of existing ones, and their results. */
@NullMarked
package org.wsol.experiment.internal.session;

import org.jspecify.annotations.NullMarked;
