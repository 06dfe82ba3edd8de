/**
 * The native library under ND4J: which build of it suits this machine, how it is started silently on the terminal,
 * and what it tells about itself.
 */
@NullMarked
package org.wsol.engine.backend;

import org.jspecify.annotations.NullMarked;
