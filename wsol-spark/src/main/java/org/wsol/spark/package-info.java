/** Apache Spark as an engine: every command is a task, which starts a process of its own on a worker. */
@NullMarked
package org.wsol.spark;

import org.jspecify.annotations.NullMarked;
