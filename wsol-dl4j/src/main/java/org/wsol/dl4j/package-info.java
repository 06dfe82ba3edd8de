/** Deeplearning4j networks as backbones, trained networks as Deeplearning4j graphs, and maps of networks in training. */
@NullMarked
package org.wsol.dl4j;

import org.jspecify.annotations.NullMarked;
