/** Trained models in the formats of other programs; exporters are found on the class path. */
@NullMarked
package org.wsol.pipeline.export;

import org.jspecify.annotations.NullMarked;
