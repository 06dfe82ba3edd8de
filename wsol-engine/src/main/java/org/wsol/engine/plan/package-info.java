/**
 * A planned executor for SameDiff graphs: the order of operations, the position and lifetime of every array and every
 * kernel are determined once per batch shape; a step then runs without allocation. SameDiff still defines graph and
 * gradients.
 */
@NullMarked
package org.wsol.engine.plan;

import org.jspecify.annotations.NullMarked;
