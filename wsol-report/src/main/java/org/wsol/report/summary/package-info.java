/** The comparison of the runs of a session: means over seeds, intervals, differences to a baseline, shares of errors. */
@NullMarked
package org.wsol.report.summary;

import org.jspecify.annotations.NullMarked;
