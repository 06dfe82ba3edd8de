/** Shared code of the tests of several modules. */
@NullMarked
package org.wsol.testing;

import org.jspecify.annotations.NullMarked;
