/** What the tests of several modules share. */
@NullMarked
package org.wsol.testing;

import org.jspecify.annotations.NullMarked;
