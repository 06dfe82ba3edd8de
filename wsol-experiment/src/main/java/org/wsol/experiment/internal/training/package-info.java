/** Computes one run: reads the data, builds the network, trains, evaluates and writes the run folder. */
@NullMarked
package org.wsol.experiment.internal.training;

import org.jspecify.annotations.NullMarked;
