/** The command line: its entry point. Commands, the experiment schema, runs and reports live in the packages below. */
@NullMarked
package org.wsol.cli;

import org.jspecify.annotations.NullMarked;
