/** Weight files: the safetensors format, other formats as plug-ins, and how a network takes its parameters from a file. */
@NullMarked
package org.wsol.engine.weights;

import org.jspecify.annotations.NullMarked;
