/** The page itself: views of the summary as its templates show them, the data its script reads, and the assembly. */
@NullMarked
package org.wsol.report.page;

import org.jspecify.annotations.NullMarked;
