/** Apache Spark as an engine: every command is a task that starts a separate process on a worker. */
@NullMarked
package org.wsol.spark;

import org.jspecify.annotations.NullMarked;
