/** Networks as SameDiff graphs: parameters, layers, stages, backbones, heads, and how a graph is run. */
@NullMarked
package org.wsol.engine.graph;

import org.jspecify.annotations.NullMarked;
