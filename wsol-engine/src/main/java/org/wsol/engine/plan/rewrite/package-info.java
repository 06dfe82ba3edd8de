/** Rewrites of a graph into a cheaper one with the same results. */
@NullMarked
package org.wsol.engine.plan.rewrite;

import org.jspecify.annotations.NullMarked;
