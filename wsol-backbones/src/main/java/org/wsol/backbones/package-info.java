/** Convolutional networks as lists of named stages, with torchvision's parameter names, and their cost. */
@NullMarked
package org.wsol.backbones;

import org.jspecify.annotations.NullMarked;
