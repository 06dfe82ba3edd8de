/** The commands, one class each: they read options, call the modules and print. */
@NullMarked
package org.wsol.cli.command;

import org.jspecify.annotations.NullMarked;
