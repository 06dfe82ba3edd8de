/**
 * What tells a difference from chance and says where errors come from: bootstrap intervals, paired comparison, seeds, size
 * buckets, an error taxonomy.
 */
@NullMarked
package org.wsol.eval.statistics;

import org.jspecify.annotations.NullMarked;
