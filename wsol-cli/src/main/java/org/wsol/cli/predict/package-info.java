/** Applies a trained run to images and writes files for viewing and for annotation tools. */
@NullMarked
package org.wsol.cli.predict;

import org.jspecify.annotations.NullMarked;
