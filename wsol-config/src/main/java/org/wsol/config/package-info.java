/** From experiment files and overrides to one typed, validated record tree with the origin of every value. */
@NullMarked
package org.wsol.config;

import org.jspecify.annotations.NullMarked;
