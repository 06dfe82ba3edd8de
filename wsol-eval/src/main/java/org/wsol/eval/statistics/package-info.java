/**
 * Statistics about differences and errors: bootstrap intervals, paired comparison, seeds, size buckets, an error
 * taxonomy.
 */
@NullMarked
package org.wsol.eval.statistics;

import org.jspecify.annotations.NullMarked;
