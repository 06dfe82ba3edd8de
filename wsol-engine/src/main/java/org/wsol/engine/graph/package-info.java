/** Networks as SameDiff graphs: parameters, layers, stages, backbones, heads, and the execution of graphs. */
@NullMarked
package org.wsol.engine.graph;

import org.jspecify.annotations.NullMarked;
