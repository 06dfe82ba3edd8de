/** Carrying out an experiment: what to compute, what is there already, in which order, and what came of it. */
@NullMarked
package org.wsol.experiment.session;

import org.jspecify.annotations.NullMarked;
