/** The result table as Markdown, comma-separated values and LaTeX. */
@NullMarked
package org.wsol.report.table;

import org.jspecify.annotations.NullMarked;
