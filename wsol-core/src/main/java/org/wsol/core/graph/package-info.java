/** Networks as SameDiff graphs: parameters, layers, stages, backbones, heads, and how a graph is run. */
@NullMarked
package org.wsol.core.graph;

import org.jspecify.annotations.NullMarked;
