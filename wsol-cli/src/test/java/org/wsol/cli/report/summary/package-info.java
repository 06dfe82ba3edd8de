/** Tests of means, intervals and comparisons. */
@NullMarked
package org.wsol.cli.report.summary;

import org.jspecify.annotations.NullMarked;
