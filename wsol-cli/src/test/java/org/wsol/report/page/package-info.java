/** Tests of what the page says. */
@NullMarked
package org.wsol.report.page;

import org.jspecify.annotations.NullMarked;
