/** The records of an experiment file: the only place where its keys, types and defaults are written. */
@NullMarked
package org.wsol.cli.config.experiment;

import org.jspecify.annotations.NullMarked;
