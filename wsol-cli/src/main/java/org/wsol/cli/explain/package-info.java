/** Writes maps of images by several methods to files. */
@NullMarked
package org.wsol.cli.explain;

import org.jspecify.annotations.NullMarked;
