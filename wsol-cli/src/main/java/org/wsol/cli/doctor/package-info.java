/** The check-up of a machine: what it has, how fast it computes, whether gradients are right, what to change. */
@NullMarked
package org.wsol.cli.doctor;

import org.jspecify.annotations.NullMarked;
