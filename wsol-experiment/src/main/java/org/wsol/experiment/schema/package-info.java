/** The records of an experiment file: the single source of its keys, types and defaults. */
@NullMarked
package org.wsol.experiment.schema;

import org.jspecify.annotations.NullMarked;
