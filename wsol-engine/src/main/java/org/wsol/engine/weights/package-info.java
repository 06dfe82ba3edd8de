/** Weight files: the safetensors format, other formats as plug-ins, and loading parameters from a file. */
@NullMarked
package org.wsol.engine.weights;

import org.jspecify.annotations.NullMarked;
