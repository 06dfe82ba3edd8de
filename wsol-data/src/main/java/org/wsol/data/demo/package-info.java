/** The demonstration set: generated creatures with exact boxes and masks. */
@NullMarked
package org.wsol.data.demo;

import org.jspecify.annotations.NullMarked;
