/** A trained network for the methods: its graph programs, and the values computed by them. */
@NullMarked
package org.wsol.maps.network;

import org.jspecify.annotations.NullMarked;
