/** The vocabulary of localization shared by all modules: boxes, score maps, image sizes and named errors. */
@NullMarked
package org.wsol.core;

import org.jspecify.annotations.NullMarked;
