/** DataVec record readers over a data split. */
@NullMarked
package org.wsol.data.datavec;

import org.jspecify.annotations.NullMarked;
