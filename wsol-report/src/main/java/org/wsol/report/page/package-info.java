/** The page itself: views of the summary for its templates, the data of its script, and the assembly. */
@NullMarked
package org.wsol.report.page;

import org.jspecify.annotations.NullMarked;
