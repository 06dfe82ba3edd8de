/** Converts SameDiff operations to Deeplearning4j's layers and vertices. */
@NullMarked
package org.wsol.dl4j.export;

import org.jspecify.annotations.NullMarked;
