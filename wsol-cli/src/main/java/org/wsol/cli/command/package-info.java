/** The commands of the command line. */
@NullMarked
package org.wsol.cli.command;

import org.jspecify.annotations.NullMarked;
