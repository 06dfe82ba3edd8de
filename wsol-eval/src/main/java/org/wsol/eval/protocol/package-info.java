/**
 * Protocols: the choice of thresholds and the criterion for correct boxes. Every result states the name of its
 * protocol.
 */
@NullMarked
package org.wsol.eval.protocol;

import org.jspecify.annotations.NullMarked;
