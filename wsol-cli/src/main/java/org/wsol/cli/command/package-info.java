/** The commands of the terminal. */
@NullMarked
package org.wsol.cli.command;

import org.jspecify.annotations.NullMarked;
