/**
 * How much of the object the norm map finds and the similarity map suppresses.
 */
@NullMarked
package org.wsol.eval.diagnosis;

import org.jspecify.annotations.NullMarked;
