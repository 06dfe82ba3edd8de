/** Checks of a machine: hardware, speed, correctness of gradients, recommendations. */
@NullMarked
package org.wsol.cli.doctor;

import org.jspecify.annotations.NullMarked;
