/** The records of an experiment file: the only place where its keys, types and defaults are written. */
@NullMarked
package org.wsol.experiment.schema;

import org.jspecify.annotations.NullMarked;
