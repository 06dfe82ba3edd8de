/** Programs that measure this module against Deeplearning4j itself. */
@NullMarked
package org.wsol.dl4j.bench;

import org.jspecify.annotations.NullMarked;
