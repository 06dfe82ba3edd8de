/** Converts Deeplearning4j's layers and vertices to SameDiff operations, vertex by vertex. */
@NullMarked
package org.wsol.dl4j.convert;

import org.jspecify.annotations.NullMarked;
