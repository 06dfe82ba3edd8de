/** How components are named, described and found: one description serves binding, schema, reference pages and plug-ins. */
@NullMarked
package org.wsol.core.component;

import org.jspecify.annotations.NullMarked;
