/**
 * Names, descriptions and lookup of components: a single description serves binding, schema, reference pages and
 * plug-ins.
 */
@NullMarked
package org.wsol.core.component;

import org.jspecify.annotations.NullMarked;
