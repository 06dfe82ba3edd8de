/** The result table as Markdown, comma-separated values and LaTeX. */
@NullMarked
package org.wsol.cli.report.table;

import org.jspecify.annotations.NullMarked;
