/** Turns run folders into one self-contained page and into tables for papers and spreadsheets. */
@NullMarked
package org.wsol.report;

import org.jspecify.annotations.NullMarked;
