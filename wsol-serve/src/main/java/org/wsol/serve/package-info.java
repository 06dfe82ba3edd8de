/** Trained localizers as an HTTP service: start with {@link org.wsol.serve.LocalizationServer}. */
@NullMarked
package org.wsol.serve;

import org.jspecify.annotations.NullMarked;
