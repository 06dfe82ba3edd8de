/** Tests of what the page says. */
@NullMarked
package org.wsol.cli.report.page;

import org.jspecify.annotations.NullMarked;
