/** A trained network for the methods: its graph programs, and the evidence they give. */
@NullMarked
package org.wsol.maps.network;

import org.jspecify.annotations.NullMarked;
