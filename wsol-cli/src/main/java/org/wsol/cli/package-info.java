/** The command line: its entry point. Commands and terminal output are in the packages below. */
@NullMarked
package org.wsol.cli;

import org.jspecify.annotations.NullMarked;
