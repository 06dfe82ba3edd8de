/** The folder layouts of published data sets and of your own, each opened by its YAML name. */
@NullMarked
package org.wsol.data.layout;

import org.jspecify.annotations.NullMarked;
