/** Tests of reading run folders. */
@NullMarked
package org.wsol.cli.report.input;

import org.jspecify.annotations.NullMarked;
