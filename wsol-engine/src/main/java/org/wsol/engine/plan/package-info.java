/**
 * A planned executor for SameDiff graphs: for one batch shape the order of operations, every array's place and lifetime
 * and every kernel are decided once; a step then runs without allocating. SameDiff still defines graph and gradients.
 */
@NullMarked
package org.wsol.engine.plan;

import org.jspecify.annotations.NullMarked;
