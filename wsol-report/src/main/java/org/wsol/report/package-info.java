/** Converts run folders to one self-contained page and to tables for papers and spreadsheets. */
@NullMarked
package org.wsol.report;

import org.jspecify.annotations.NullMarked;
