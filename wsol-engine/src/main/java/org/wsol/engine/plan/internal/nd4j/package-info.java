/** Plans whose operations are those of ND4J. */
@NullMarked
package org.wsol.engine.plan.internal.nd4j;

import org.jspecify.annotations.NullMarked;
