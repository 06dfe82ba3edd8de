/** Where commands are carried out, if not by this process: what an engine has to do, and how one is found. */
@NullMarked
package org.wsol.experiment.engine;

import org.jspecify.annotations.NullMarked;
