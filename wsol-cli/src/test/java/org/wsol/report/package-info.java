/** Tests of the report, with a generator of plausible run folders and a client that drives a headless browser. */
@NullMarked
package org.wsol.report;

import org.jspecify.annotations.NullMarked;
