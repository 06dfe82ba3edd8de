/** Localizes objects in single images with the network of a finished run. */
@NullMarked
package org.wsol.experiment.predict;

import org.jspecify.annotations.NullMarked;
