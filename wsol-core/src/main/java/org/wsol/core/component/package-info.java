/** Names, descriptions and lookup of components: one description is used for binding, schema, reference pages and plug-ins. */
@NullMarked
package org.wsol.core.component;

import org.jspecify.annotations.NullMarked;
