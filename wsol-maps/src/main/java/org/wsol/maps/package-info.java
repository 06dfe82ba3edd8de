/** Maps of any trained classifier: what a method of making maps is, what it may ask the network, and methods by name. */
@NullMarked
package org.wsol.maps;

import org.jspecify.annotations.NullMarked;
