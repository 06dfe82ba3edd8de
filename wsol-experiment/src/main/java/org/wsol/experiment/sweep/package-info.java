/** From one experiment file to the list of its runs: grid, zip, cases, list, random, exclude, seeds. */
@NullMarked
package org.wsol.experiment.sweep;

import org.jspecify.annotations.NullMarked;
