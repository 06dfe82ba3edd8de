/** The settings of a training: network, method, length, preprocessing and evaluation, as records and as YAML. */
@NullMarked
package org.wsol.pipeline.recipe;

import org.jspecify.annotations.NullMarked;
