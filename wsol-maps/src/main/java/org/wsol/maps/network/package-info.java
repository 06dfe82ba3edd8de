/** A trained network for map methods: its graph programs and their results. */
@NullMarked
package org.wsol.maps.network;

import org.jspecify.annotations.NullMarked;
