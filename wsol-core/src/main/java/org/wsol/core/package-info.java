/** The vocabulary of localization that every module shares: boxes, score maps, image sizes and named errors. */
@NullMarked
package org.wsol.core;

import org.jspecify.annotations.NullMarked;
