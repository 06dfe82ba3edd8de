/** Convolutional networks as lists of named stages, with torchvision's parameter names, and what they cost. */
@NullMarked
package org.wsol.backbones;

import org.jspecify.annotations.NullMarked;
