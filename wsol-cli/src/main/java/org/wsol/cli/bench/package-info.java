/** Measured work: training steps and maps of a backbone on random images, with time, spread and memory. */
@NullMarked
package org.wsol.cli.bench;

import org.jspecify.annotations.NullMarked;
