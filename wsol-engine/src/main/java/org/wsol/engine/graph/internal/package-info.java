/** Checks that all executors share. */
@NullMarked
package org.wsol.engine.graph.internal;

import org.jspecify.annotations.NullMarked;
