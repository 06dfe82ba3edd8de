/** Maps of images by several methods, as files for people. */
@NullMarked
package org.wsol.cli.explain;

import org.jspecify.annotations.NullMarked;
