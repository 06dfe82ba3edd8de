/**
 * The native library under ND4J: chooses the build that suits this machine, starts it without terminal output, and
 * describes it.
 */
@NullMarked
package org.wsol.engine.backend;

import org.jspecify.annotations.NullMarked;
