/** Tests of real runs: killed, interrupted, failing, and those of the recipes. */
@NullMarked
package org.wsol.cli.run;

import org.jspecify.annotations.NullMarked;
