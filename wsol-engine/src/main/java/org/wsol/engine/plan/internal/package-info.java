/** What plans are made of: nodes, layouts, memory, steps. */
@NullMarked
package org.wsol.engine.plan.internal;

import org.jspecify.annotations.NullMarked;
