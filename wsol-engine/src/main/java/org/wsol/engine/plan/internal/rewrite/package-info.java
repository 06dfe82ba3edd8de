/** Rewrites of a graph into a cheaper one with the same results. */
@NullMarked
package org.wsol.engine.plan.internal.rewrite;

import org.jspecify.annotations.NullMarked;
