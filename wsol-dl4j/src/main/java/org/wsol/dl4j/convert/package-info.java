/** From Deeplearning4j's layers and vertices to SameDiff operations, a vertex at a time. */
@NullMarked
package org.wsol.dl4j.convert;

import org.jspecify.annotations.NullMarked;
