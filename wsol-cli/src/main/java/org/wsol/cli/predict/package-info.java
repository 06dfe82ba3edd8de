/** Using a trained run on images: from Java, and as files for people and annotation tools. */
@NullMarked
package org.wsol.cli.predict;

import org.jspecify.annotations.NullMarked;
