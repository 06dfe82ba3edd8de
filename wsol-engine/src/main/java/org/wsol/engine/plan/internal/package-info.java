/** The building blocks of plans: nodes, layouts, memory, steps. */
@NullMarked
package org.wsol.engine.plan.internal;

import org.jspecify.annotations.NullMarked;
