/** Trained networks as ONNX files. */
@NullMarked
package org.wsol.pipeline.onnx;

import org.jspecify.annotations.NullMarked;
