/** The command line: the program's entry; everything it does lies in the packages below. */
@NullMarked
package org.wsol.cli;

import org.jspecify.annotations.NullMarked;
