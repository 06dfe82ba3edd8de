/** Downloads published data sets and unpacks them safely. */
@NullMarked
package org.wsol.data.fetch;

import org.jspecify.annotations.NullMarked;
