/** Schema output for people and editors: JSON Schema, reference pages, descriptions. */
@NullMarked
package org.wsol.config.internal.doc;

import org.jspecify.annotations.NullMarked;
