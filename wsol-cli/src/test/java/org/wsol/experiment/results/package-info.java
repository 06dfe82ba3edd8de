/** Tests of reading run folders. */
@NullMarked
package org.wsol.experiment.results;

import org.jspecify.annotations.NullMarked;
