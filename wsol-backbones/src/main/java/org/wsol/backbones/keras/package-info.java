/** Weights that Keras published as {@code .h5}, under torchvision's names and in PyTorch's axis order. */
@NullMarked
package org.wsol.backbones.keras;

import org.jspecify.annotations.NullMarked;
