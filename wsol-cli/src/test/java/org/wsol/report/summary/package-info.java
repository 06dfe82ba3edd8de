/** Tests of means, intervals and comparisons. */
@NullMarked
package org.wsol.report.summary;

import org.jspecify.annotations.NullMarked;
