/** Turns run folders into one self-contained page and into tables for papers and spreadsheets. */
@NullMarked
package org.wsol.cli.report;

import org.jspecify.annotations.NullMarked;
