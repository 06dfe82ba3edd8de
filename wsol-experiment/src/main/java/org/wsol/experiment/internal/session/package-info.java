/** Execution of an experiment: which runs to compute, which exist already, in which order, and with which results. */
@NullMarked
package org.wsol.experiment.internal.session;

import org.jspecify.annotations.NullMarked;
