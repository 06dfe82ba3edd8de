/**
 * Maps of any trained classifier: the interface of a method, the values of a network that it may use, and the methods by
 * name.
 */
@NullMarked
package org.wsol.maps;

import org.jspecify.annotations.NullMarked;
