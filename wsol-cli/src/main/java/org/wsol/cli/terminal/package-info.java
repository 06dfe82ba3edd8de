/** Terminal output: printing, colours, tables and progress. */
@NullMarked
package org.wsol.cli.terminal;

import org.jspecify.annotations.NullMarked;
